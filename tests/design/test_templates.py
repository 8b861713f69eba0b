"""The templates: nothing inline, nothing from elsewhere, enhancements on real links and forms, French as printed."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html

from tests.support import typography
from tests.support.pages import content_faults, page_faults, parse

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.html") if "mail" not in path.parts)
STATIC_PAGES = sorted((ROOT / "static" / "erreurs").glob("*.html"))
SCRIPT = (ROOT / "static" / "app.js").read_text(encoding="utf-8")
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
TRIGGERS = ("hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete")
# Only the cards, which the view rendered with the same escaping and keeps.
SAFE = {"catalogue/_results.html": 1, "catalogue/gone.html": 1}


class Tags(HTMLParser):
    """The start tags and the texts of a template, its Jinja parts taken out."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.inside: list[str] = []
        self.feed(JINJA.sub("", source))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("code", "kbd", "script"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.texts.append(data)


def name(path: Path) -> str:
    return path.relative_to(ROOT / "templates").as_posix()


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


every_template = pytest.mark.parametrize("path", TEMPLATES, ids=name)


@every_template
def test_a_template_says_what_it_takes_and_parses(path):
    Environment(autoescape=True).parse(read(path))
    assert read(path).startswith("{#")


@every_template
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(path):
    for tag, attributes in Tags(read(path)).tags:
        assert tag != "style"
        assert tag != "script" or "src" in attributes or attributes.get("type") == "application/ld+json"
        assert [key for key in attributes if key == "style" or key.startswith(("on", "hx-on"))] == []
        assert not re.match(r"(https?:)?//", attributes.get("src") or "")
        assert tag != "link" or not re.match(r"(https?:)?//", attributes.get("href") or "")


@every_template
def test_every_enhancement_is_a_real_link_or_form_that_names_its_target(path):
    for tag, attributes in Tags(read(path)).tags:
        if any(trigger in attributes for trigger in TRIGGERS):
            assert tag in ("a", "form")
            assert attributes.get("href" if tag == "a" else "action")
            assert {"hx-target", "hx-swap"} <= attributes.keys()


@every_template
def test_only_rendered_cards_are_printed_without_escaping(path):
    source = read(path)
    assert len(re.findall(r"\|\s*safe\b|autoescape false", source)) == SAFE.get(name(path), 0)


@every_template
def test_the_text_follows_french_typography(path):
    # A sentence cut by a variable or a tag is judged on its pages (tests/support/pages.py); here, what stands alone.
    whole = [text for text in Tags(read(path)).texts if len(text.split()) > 3]
    assert [
        fault for text in whole for fault in typography.faults(text.strip()) if " :" in fault or " ?" in fault
    ] == []


@pytest.mark.parametrize("path", STATIC_PAGES, ids=lambda path: path.name)
def test_an_error_page_stands_without_the_application(path):
    source = read(path)
    assert "{{" not in source
    assert "{%" not in source
    tree = parse(source)
    assert [*page_faults(tree), *content_faults(tree, whole=True)] == []
    assert tree.get_element_by_id("erreur") if hasattr(tree, "get_element_by_id") else tree.xpath("//*[@id='erreur']")
    assert [link for link in tree.xpath("//@href|//@src") if not link.startswith("/")] == []


def test_the_error_pages_that_the_server_may_need_are_there():
    assert [path.stem for path in STATIC_PAGES] == ["413", "500", "503"]


def test_the_script_needs_neither_eval_nor_markup_from_text():
    assert re.findall(r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write", SCRIPT) == []
    assert re.findall(r"localStorage|sessionStorage|document\.cookie|https?://", SCRIPT) == []


def macro(call: str, **variables: object) -> html.HtmlElement:
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    source = "{% import 'layout/macros.html' as m %}<div>{{ m." + call + " }}</div>"
    return html.fromstring(environment.from_string(source).render(**variables))


def test_a_field_ties_its_hint_and_its_error_to_the_input():
    made = macro("field('email', 'Courriel', value='<x>', hint='Professionnel', error='Saisissez un courriel.')")
    field = made.get_element_by_id("email")
    assert field.get("value") == "<x>"
    assert field.get("aria-invalid") == "true"
    assert field.get("aria-describedby") == "email-aide email-erreur"
    assert made.get_element_by_id("email-aide").text == "Professionnel"
    assert made.get_element_by_id("email-erreur").text_content().endswith("Saisissez un courriel.")
    assert made.cssselect("label")[0].get("for") == "email"


def test_a_field_without_fault_says_nothing_of_errors():
    field = macro("field('q', 'Mots')").get_element_by_id("q")
    assert field.get("aria-invalid") is None
    assert field.get("aria-describedby") is None


def test_the_error_summary_leads_to_each_field_and_takes_the_focus():
    made = macro("error_summary([('email', 'Saisissez un courriel.')])")
    assert [link.get("href") for link in made.cssselect("[role=alert] a")] == ["#email"]
    assert made.cssselect("[tabindex='-1'][data-focus]")
    assert not macro("error_summary([])").cssselect("[role=alert]")


def test_a_contact_offers_to_call_and_to_write():
    contact = {
        "name": "Charlotte Martin",
        "phone": "04 73 00 00 00",
        "phone_href": "tel:0473000000",
        "email": "c.martin@greta.example",
        "mailto": "mailto:c.martin@greta.example?subject=Demande",
        "role_label": "",
    }
    links = {link.get("href"): link.text_content() for link in macro("person(contact)", contact=contact).cssselect("a")}
    assert links["mailto:c.martin@greta.example?subject=Demande"] == "Écrire à Charlotte Martin"
    assert links["tel:0473000000"] == "Appeler Charlotte Martin au 04 73 00 00 00"


@pytest.mark.parametrize(
    ("distance", "words"), [(0.3, "à moins de 1\u202fkm"), (1, "à\u00a01\u202fkm"), (4.6, "à\u00a05\u202fkm")]
)
def test_a_distance_is_said_in_whole_kilometres(distance, words):
    assert macro("km(distance)", distance=distance).text_content() == words


def test_a_timeline_lists_what_happened_with_its_author():
    events = [{"title": "Rendez-vous fixé", "at": "3 décembre 2026", "author": "Le Forem", "detail": ""}]
    made = macro("timeline(events)", events=events)
    assert [item.text_content() for item in made.cssselect("ol li h3")] == ["Rendez-vous fixé"]
    assert "3 décembre 2026, Le Forem" in made.text_content()
