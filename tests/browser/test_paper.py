"""The map on paper: one sheet of the chosen size, or as many pages as it takes."""

import re
from typing import Final

import pytest
from playwright.sync_api import expect

from browser.conftest import Opened

_POINTS_A_MM: Final = 72 / 25.4


@pytest.mark.parametrize(("size", "wide", "high"), [("A4", 297, 210), ("A1", 841, 594)])
def test_the_map_is_printed_on_one_sheet_of_its_size(
    opened: Opened, size: str, wide: int, high: int
) -> None:
    page = opened.go("map")
    page.get_by_role("button", name="Экспорт").first.click()
    page.get_by_label("Размер листа").select_option(size)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert len(re.findall(rb"/Type /Page[ \n]", printed)) == 1
    found = [round(float(side) / _POINTS_A_MM) for side in sheets[0]]
    assert found == [wide, high]


def test_the_map_is_printed_on_pages(opened: Opened) -> None:
    page = opened.page
    # Whoever prints sees a dialog of the browser; here it is enough to know it was asked for.
    page.add_init_script("window.print = () => (document.documentElement.dataset.asked = '')")
    opened.go("map", "lang=ru")
    page.get_by_role("button", name="Экспорт").first.click()
    page.get_by_label("Размер листа").select_option("A3")
    page.get_by_role("combobox", name="Раскладка").select_option("по страницам")
    page.get_by_role("button", name="Печать или PDF").click()
    pages = page.frame_locator("iframe.printed").locator("html[data-asked] main > svg")
    expect(pages.nth(1)).to_be_attached(timeout=30_000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    address = page.locator("iframe.printed").get_attribute("data-of")
    page.goto(f"{opened.address}{address}")
    count = page.locator("main > svg").count()
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type /Page[ \n]", printed)) == count
    [wide, high] = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)[0]
    assert [round(float(side) / _POINTS_A_MM) for side in (wide, high)] == [420, 297]
