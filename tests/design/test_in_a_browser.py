"""What the style sheet and the script do in a real browser: focus, waiting, failing, small screens, paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.browser import axe

RESULTS = "**/offres?*"
SMALL_TARGETS = """[...document.querySelectorAll('a, button, input, select, summary')].filter(element => {
  const box = element.getBoundingClientRect();
  return box.width && getComputedStyle(element).position !== 'absolute' && Math.min(box.width, box.height) < 24;
}).map(element => element.outerHTML.slice(0, 120))"""


@pytest.fixture
def troubled_page(browser: Browser, live_site: str) -> Iterator[Page]:
    """A page whose network the test may disturb: what the console says of it is not a fault."""
    context = browser.new_context(base_url=live_site, locale="fr-FR", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser, live_site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=live_site, locale="fr-FR", viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def choose(page: Page, value: str) -> None:
    """Tick a filter with the keyboard and wait for the results."""
    page.locator(f"input[value={value}]").focus()
    with page.expect_response(RESULTS):
        page.keyboard.press("Space")


def test_choosing_a_filter_swaps_the_results_and_keeps_the_focus(browser_page):
    browser_page.goto("/offres")
    before = browser_page.locator("#resultats-titre").inner_text()
    choose(browser_page, "suspendu")
    expect(browser_page.locator("#resultats-titre")).not_to_have_text(before)
    expect(browser_page.locator("#annonce")).to_have_text(browser_page.locator("#resultats-titre").inner_text())
    expect(browser_page.locator("#filtres-actifs")).to_contain_text("suspendu")
    expect(browser_page.locator(".state[data-status=open]")).to_have_count(0)
    assert browser_page.evaluate("document.activeElement.value") == "suspendu"
    assert browser_page.url.endswith("/offres?etat=suspendu")
    assert browser_page.locator("#resultats-titre").inner_text() in browser_page.title()


def test_back_shows_the_results_of_before(browser_page):
    browser_page.goto("/offres")
    before = browser_page.locator("#resultats-titre").inner_text()
    choose(browser_page, "suspendu")
    expect(browser_page.locator("#resultats-titre")).not_to_have_text(before)
    browser_page.go_back()
    expect(browser_page.locator("#resultats-titre")).to_have_text(before)
    assert browser_page.url.endswith("/offres")


def test_nothing_of_a_page_is_kept_in_the_browser(browser_page):
    browser_page.goto("/offres?q=cuisine")
    choose(browser_page, "ouvert")
    kept = browser_page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "<" not in kept


def test_towns_are_proposed_and_chosen_with_the_keyboard(browser_page):
    browser_page.goto("/offres")
    field = browser_page.get_by_role("combobox", name="Où")
    field.press_sequentially("clermont-f")
    options = browser_page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(browser_page.locator("#annonce")).to_contain_text("propos")
    assert axe(browser_page) == []
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    with browser_page.expect_response(RESULTS):
        field.press("Enter")
    expect(field).to_have_value(re.compile("Clermont-Ferrand"))
    expect(options.first).to_be_hidden()
    expect(field).to_be_focused()


def test_escape_leaves_what_was_typed(browser_page):
    browser_page.goto("/")
    field = browser_page.get_by_role("combobox", name="Où")
    field.press_sequentially("namur")
    expect(browser_page.get_by_role("option").first).to_be_visible()
    field.press("Escape")
    expect(browser_page.get_by_role("option").first).to_be_hidden()
    expect(field).to_have_value("namur")


def test_a_slow_answer_says_that_it_is_loading(troubled_page):
    troubled_page.goto("/offres")
    held: list[Route] = []
    troubled_page.route(RESULTS, lambda route: held.append(route))
    troubled_page.locator("input[value=ouvert]").check()
    expect(troubled_page.get_by_text("Chargement…").first).to_be_visible()
    expect(troubled_page.locator("#resultats")).to_have_attribute("aria-busy", "true")
    held[0].continue_()
    expect(troubled_page.locator(".waiting")).to_have_count(0)
    expect(troubled_page.locator("#resultats")).not_to_have_attribute("aria-busy", "true")


def test_a_lost_connection_is_said_in_place_and_can_be_tried_again(troubled_page):
    troubled_page.goto("/offres")
    troubled_page.route(RESULTS, lambda route: route.abort())
    troubled_page.locator("input[value=suspendu]").check()
    expect(troubled_page.get_by_role("alert")).to_contain_text("Vérifiez votre connexion")
    troubled_page.unroute(RESULTS)
    troubled_page.get_by_role("link", name="Réessayer").click()
    expect(troubled_page.get_by_role("alert")).to_have_count(0)
    expect(troubled_page.locator("#filtres-actifs")).to_contain_text("suspendu")


def test_a_refusal_of_the_server_is_said_in_its_words(troubled_page):
    troubled_page.goto("/offres")
    refusal = '<div id="erreur" role="alert"><h1>Trop de demandes</h1><p class="lead">Réessayez bientôt.</p></div>'
    troubled_page.route(RESULTS, lambda route: route.fulfill(status=429, body=refusal, content_type="text/html"))
    troubled_page.locator("input[value=suspendu]").check()
    expect(troubled_page.get_by_role("alert")).to_contain_text("Trop de demandes. Réessayez bientôt.")


def test_on_a_phone_the_filters_fold_once_applied(phone):
    phone.goto("/offres")
    expect(phone.locator("input[value=suspendu]")).to_be_hidden()
    phone.locator(".filters summary").click()
    phone.locator("input[value=suspendu]").check()
    phone.locator(".filters .button").click()
    expect(phone.locator("input[value=suspendu]")).to_be_hidden()
    expect(phone.locator("#resultats-titre")).to_be_focused()


def test_on_a_wide_screen_the_filters_are_open_even_without_scripts(browser, live_site):
    context = browser.new_context(
        base_url=live_site, java_script_enabled=False, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.goto("/offres")
    expect(page.locator("input[value=suspendu]")).to_be_visible()
    context.close()


@pytest.mark.parametrize("address", ["/", "/offres", "/aide", "/accessibilite", "/plan-du-site"])
@pytest.mark.parametrize("width", [1280, 320])
def test_what_one_taps_is_large_enough(browser_page, address, width):
    browser_page.set_viewport_size({"width": width, "height": 740})
    browser_page.goto(address)
    assert browser_page.evaluate(SMALL_TARGETS) == []


def test_the_focus_is_drawn_three_pixels_thick(browser_page):
    browser_page.goto("/offres")
    browser_page.keyboard.press("Tab")
    expect(browser_page.get_by_role("link", name="Aller au contenu")).to_be_in_viewport()
    for _ in range(9):
        outline = browser_page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert outline == "3px"
        browser_page.keyboard.press("Tab")


def test_the_skip_link_moves_the_focus_into_the_page(browser_page):
    browser_page.goto("/aide")
    browser_page.keyboard.press("Tab")
    browser_page.keyboard.press("Enter")
    expect(browser_page.locator("main")).to_be_focused()


def test_nothing_moves_for_who_asked_for_calm(browser_page):
    browser_page.goto("/offres")
    moving = browser_page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration !== '0s').length"
    )
    assert moving == 0


def test_an_offer_of_one_session_prints_on_one_sheet_with_its_address(browser_page):
    browser_page.goto("/offres?type=SIEG")
    lone = browser_page.locator(".card:not(:has(.more))").first
    lone.locator("a").click()
    expect(browser_page.locator(".sessions tbody tr")).to_have_count(1)
    sheet = browser_page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    browser_page.emulate_media(media="print")
    expect(browser_page.locator(".top nav")).to_be_hidden()
    expect(browser_page.locator(".foot")).to_be_hidden()
    expect(browser_page.get_by_text("Page imprimée")).to_be_visible()


def test_the_link_of_an_offer_can_be_copied(browser, live_site):
    context = browser.new_context(base_url=live_site, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("/offres")
    page.locator(".card a").first.click()
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.get_by_role("button", name="Lien copié")).to_be_visible()
    assert "/offres/" in page.evaluate("navigator.clipboard.readText()")
    context.close()
