"""The style sheet: readable in both schemes, small, self-contained, and complete for what the templates name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portal.catalogue.status import PUBLIC_RECRUITMENT

ROOT = Path(__file__).resolve().parents[2]
CSS = (ROOT / "static" / "app.css").read_text(encoding="utf-8")
MOST_BYTES = 24 * 1024

# Text on its background: 4.5:1 (WCAG 1.4.3).
TEXTS = [
    *(
        (text, ground)
        for text in ("ink", "soft", "link", "link-hover", "brand")
        for ground in ("paper", "surface", "tint")
    ),
    *((text, ground) for text in ("error", "accent") for ground in ("paper", "surface")),
    *(("ink", ground) for ground in ("sunk", "wait-bg", "error-bg", "open-bg")),
    ("on-brand", "brand"),
    ("on-brand", "brand-deep"),
    ("on-band", "band"),
    ("band-soft", "band"),
    ("open", "open-bg"),
    ("wait", "wait-bg"),
    ("error", "error-bg"),
    ("on-demo", "demo"),
]
# Edges of fields, the focus mark and the shape of a state: 3:1 with what is beside them (WCAG 1.4.11, 2.4.13).
SHAPES = [
    *(("edge", ground) for ground in ("paper", "surface", "tint")),
    *(("focus", ground) for ground in ("paper", "surface", "tint")),
    *(("thread", ground) for ground in ("paper", "surface")),
    ("focus-band", "band"),
    ("open-line", "surface"),
    ("wait-line", "surface"),
]


def tokens(scheme: str) -> dict[str, str]:
    """The colours of a scheme: those of `:root`, replaced by those of the dark block."""
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.S)[:2]
    chosen = blocks if scheme == "dark" else blocks[:1]
    return dict(pair for block in chosen for pair in re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_the_recommendation_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXTS, 4.5), (SHAPES, 3.0)], ids=["texts", "shapes"])
def test_colours_stand_out_enough(scheme, pairs, least):
    colours = tokens(scheme)
    found = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}


def test_colours_are_named_once_and_used_by_name():
    rules = CSS.split("/* Elements */")[1].split("/* Print")[0]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", rules) == []
    assert sorted(set(re.findall(r"var\(--([\w-]+)\)", CSS)) - set(re.findall(r"--([\w-]+):", CSS))) == []


def test_every_colour_of_the_light_scheme_has_a_dark_one_or_is_meant_for_both():
    same = {name for name, value in tokens("light").items() if tokens("dark")[name] == value}
    assert same == {"demo", "on-demo", "focus-band"}


def test_the_style_sheet_stays_small():
    assert len(CSS.encode()) <= MOST_BYTES


def test_the_style_sheet_loads_nothing():
    assert re.findall(r"@import|url\(|@font-face", CSS) == []


def test_every_public_state_has_its_own_shape():
    shapes = {state: re.search(rf"\.tone-{state.tone}::before {{([^}}]+)}}", CSS) for state in PUBLIC_RECRUITMENT}
    assert None not in shapes.values()
    assert len({shape[1] for shape in shapes.values() if shape}) == len(PUBLIC_RECRUITMENT)


@pytest.mark.parametrize("query", ["prefers-color-scheme: dark", "print", "forced-colors", "prefers-reduced-motion"])
def test_each_way_of_reading_is_served(query):
    assert query in CSS


def test_no_rule_is_left_without_a_page():
    named = set(re.findall(r"\.([a-z][a-z-]*)", re.sub(r"/\*.*?\*/|\.\d", "", CSS, flags=re.S)))
    folders = (ROOT / "templates", ROOT / "static")
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in (".html", ".js")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    text += " ".join(f"tone-{state.tone}" for state in PUBLIC_RECRUITMENT)  # written from the state itself
    assert sorted(name for name in named if not re.search(rf"(?<![\w-]){name}(?![\w-])", text)) == []
