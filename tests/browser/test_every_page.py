"""Every public page in a real browser: WCAG 2.2 A and AA by axe-core, light and dark, and no sideways scrolling.

The page fixture adds: no console error, nothing blocked by the Content-Security-Policy.
"""

from __future__ import annotations

import pytest

from tests.support.browser import axe

PAGES = (
    "/",
    "/offres",
    "/offres?q=soudure&etat=ouvert&departement=63",
    "/offres?q=zzzzzz",
    "/aide",
    "/aide/donnees",
    "/assistance",
    "/accessibilite",
    "/vie-privee",
    "/mentions-legales",
    "/plan-du-site",
    "/une-page-qui-n-existe-pas",
)
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OFFER = "main ol a[href^='/offres/']"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_no_fault_that_axe_can_find(browser_page, address, scheme):
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.goto(address)
    assert axe(browser_page) == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_never_scrolls_sideways(browser_page, address):
    browser_page.goto(address)
    for width in (1280, 360, 320):
        browser_page.set_viewport_size({"width": width, "height": 740})
        assert browser_page.evaluate(TOO_WIDE) == 0, f"at {width} pixels"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_an_offer_has_no_fault_that_axe_can_find(browser_page, scheme):
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.goto("/offres")
    browser_page.locator(OFFER).first.click()
    browser_page.wait_for_url("**/offres/*/*")
    assert axe(browser_page) == []
    browser_page.set_viewport_size({"width": 320, "height": 740})
    assert browser_page.evaluate(TOO_WIDE) == 0


def test_a_search_and_its_offer_are_reached_without_scripts(page_without_scripts):
    page = page_without_scripts
    page.goto("/")
    page.get_by_role("searchbox").or_(page.locator("input[name=q]")).first.fill("soudure")
    page.keyboard.press("Enter")
    page.wait_for_url("**/offres?*q=soudure*")
    page.locator(OFFER).first.click()
    page.wait_for_url("**/offres/*/*")
    assert page.locator("h1").inner_text()
