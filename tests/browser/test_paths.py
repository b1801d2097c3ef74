"""Paths: tabs in the address, a sankey walked by keys, people behind what is drawn."""

import re

import pytest
from playwright.sync_api import expect

from browser.conftest import Opened


def test_a_link_of_the_paths_opens_its_people_by_mouse(opened: Opened) -> None:
    page = opened.go("paths")
    # A straight band has no height of its own: it is pressed where it is drawn.
    band = page.locator("path.link").first.bounding_box()
    assert band is not None
    page.mouse.click(band["x"] + band["width"] / 2, band["y"] + band["height"] / 2)
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("link").first.wait_for()
    expect(sheet.get_by_role("heading")).to_contain_text("→")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_the_same_is_done_by_keys_alone(opened: Opened) -> None:
    page = opened.go("paths")
    page.get_by_role("application").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[aria-live=assertive]")).to_have_text(re.compile("^Шаг 1"))
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("link").first.wait_for()


def test_nobody_is_lost_when_the_rare_are_put_together(opened: Opened) -> None:
    page = opened.go("paths", "of=touchpoints&least=60")
    expect(page.locator("rect.node.other").first).to_be_attached()
    page.get_by_role("button", name="Таблицей").first.click()
    expect(page.get_by_role("row").nth(5)).to_be_visible()


@pytest.mark.parametrize("tab", ["transitions", "touches", "cycle", "attribution"])
def test_every_tab_has_its_chart_with_a_sentence(opened: Opened, tab: str) -> None:
    page = opened.go("paths", f"tab={tab}")
    chart = page.locator("main svg[role=img]").first
    expect(chart).to_have_attribute("aria-label", re.compile(r".{16,}"))


def test_tabs_are_in_the_address_and_walked_by_arrows(opened: Opened) -> None:
    page = opened.go("paths")
    page.get_by_role("radio", name="Пути", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**tab=transitions**")
    page.go_back()
    expect(page.get_by_role("radio", name="Пути", exact=True)).to_be_checked()


def test_the_slider_tells_by_which_day_a_share_has_moved_on(opened: Opened) -> None:
    page = opened.go("paths", "tab=cycle")
    slider = page.get_by_role("slider")
    said = page.locator("p.said")
    expect(said).to_be_visible()
    before = said.inner_text()
    slider.focus()
    page.keyboard.press("Home")
    expect(said).not_to_have_text(before)
    page.wait_for_url("**part=5**")


@pytest.mark.parametrize("tab", ["", "tab=transitions", "tab=attribution"])
def test_axe_finds_nothing(opened: Opened, tab: str) -> None:
    assert opened.axe_everywhere("paths", tab) == []
