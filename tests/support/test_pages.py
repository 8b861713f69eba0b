"""The checks themselves: a checking client that sees nothing would make every page test worthless."""

from __future__ import annotations

import pytest

from tests.support import pages, typography
from tests.support.swaps import normal, swap

PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Offres - Liaison</title></head>
<body><main><h1>Offres</h1>{}</main></body></html>"""


def complaints(body: str, page: str = PAGE) -> str:
    tree = pages.parse(page.replace("{}", body))
    return "\n".join([*pages.page_faults(tree), *pages.content_faults(tree, whole=True)])


def test_a_good_page_gives_no_complaint():
    body = """<h2 id="a">Où\u202f?</h2><form action="/x"><label for="q">Mots</label><input id="q" name="q">
    <button>Chercher</button></form><p>L’offre est «\u202fouverte\u202f»\u00a0: venez… à 12:30,
    sur https://a.example/?b=c</p>
    <p data-verbatim>texte d'un autre !</p><p lang="en">What's up?</p>
    <script type="application/ld+json">{"a": "b"}</script>"""
    assert complaints(body) == ""


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<h1>Deux</h1>", "2 h1"),
        ("<h3>Trop bas</h3>", "h3 directly under h1"),
        ('<p id="a"></p><p id="a"></p>', "'a' stands 2 times"),
        ("<form><button>Aller</button></form>", "form without action"),
        ('<form action="/x" method="post"><button>Aller</button></form>', "POST form without its token"),
        ('<form action="/x"><input name="q"></form>', "field without label: q"),
        ('<p style="color:red">Rouge</p>', "inline style"),
        ('<button onclick="x()">Aller</button>', "inline onclick"),
        ("<script>1</script>", "inline <script>"),
        ('<script src="https://cdn.example/x.js"></script>', "from elsewhere"),
        ('<a href="javascript:x()">Aller</a>', "script in href"),
        ('<a href="/x"></a>', "link without address or text"),
        ('<img src="/x.png">', "picture without alt"),
        ('<p aria-describedby="rien">Mot</p>', "points to nothing"),
        ('<a href="#rien">Mot</a>', "points to nothing"),
        ("<p>L'offre</p>", "straight apostrophe"),
        ("<p>Ouvert !</p>", "no narrow space"),
        ("<p>Ouvert!</p>", "no narrow space"),
        ("<p>Ville : Thiers</p>", "no unbreakable space before :"),
        ("<p>Ville: Thiers</p>", "no unbreakable space before :"),
        ("<p>« Mot »</p>", "inside « »"),
        ("<p>Attendez...</p>", "three dots"),
    ],
)
def test_each_fault_is_named(body, complaint):
    assert complaint in complaints(body)


@pytest.mark.parametrize(
    ("page", "complaint"),
    [
        (PAGE.replace('lang="fr"', 'lang="en"'), "lang=fr"),
        (PAGE.replace("<title>Offres", "<title>Accueil"), "does not start with the h1"),
        (PAGE.replace("main>", "div>"), "no main"),
    ],
)
def test_each_fault_of_the_frame_is_named(page, complaint):
    assert complaint in complaints("", page)


def test_a_page_that_is_not_html_5_is_refused():
    with pytest.raises(AssertionError, match="not well-formed"):
        pages.parse(PAGE.replace("{}", "<p><div></p></div>"))


@pytest.mark.parametrize("title", ["Erreur\u00a0: Offres", "(3\u202f000 résultats) Offres - Liaison"])
def test_a_title_may_announce_errors_and_results_before_the_heading(title):
    assert complaints("", PAGE.replace("<title>Offres - Liaison", f"<title>{title}")) == ""


@pytest.mark.parametrize(
    "text",
    [
        "9\u202fh\u202f30",
        "25\u202f%",
        "«\u202fA\u202f»",
        "b@c.example",
        "/offres?q=a",
        "Fin.",
        "«\u202f'; DROP!\u202f»",
    ],
)
def test_good_typography_is_left_alone(text):
    assert typography.faults(text) == []


def test_a_swap_replaces_the_target_and_the_out_of_band_pieces():
    page = PAGE.replace("{}", '<p id="n">1</p><div id="say"></div><ul id="rows"><li>a</li></ul><p>fin</p>')
    fragment = """<!-- in: rows --><title>Offres (2) - Liaison</title><ul id="rows"><li>b</li></ul>
    <p id="n" hx-swap-oob="true">2</p>
    <div hx-swap-oob="innerHTML:#say">Deux offres</div>"""
    swapped = swap(page, fragment, "rows")
    reloaded = PAGE.replace("Offres -", "Offres (2) -").replace(
        "{}", '<p id="n">2</p><div id="say">Deux offres</div><ul id="rows"><li>b</li></ul><p>fin</p>'
    )
    assert normal(swapped) == normal(reloaded)
    assert normal(swapped) != normal(page)
    assert normal(swapped, without=["say"]) == normal(reloaded.replace("Deux offres", ""), without=["say"])
