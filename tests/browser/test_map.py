"""The map: its numbers, the people behind them, walking it by keys, folding its lanes."""

import json
import re
from typing import Final
from urllib.parse import quote

from playwright.sync_api import Browser, expect

from browser.conftest import Opened, Serving, window

STAGES: Final = 11
"""Of the map that is drawn."""


def test_the_map_shows_its_stages_and_a_number_leads_to_its_people(opened: Opened) -> None:
    page = opened.go()
    heads = page.locator("[role=columnheader][data-kind=stage]")
    expect(heads).to_have_count(STAGES)
    lost = page.locator('a[data-figure="stage/enquiry/lost"]')
    expect(lost.locator("b")).to_have_text(re.compile(r"\d"))
    said = lost.locator("b").inner_text().lstrip("−")
    lost.click()
    page.wait_for_url("**/people/stage/enquiry/lost")
    expect(page.locator("main")).to_contain_text(said)
    page.go_back()
    opened.settled()
    expect(page.locator('[data-path=\'["touchpoints","request"]\']')).to_be_visible()


def test_the_map_is_walked_and_opened_by_keys_alone(opened: Opened) -> None:
    page = opened.go()
    page.locator('[data-path=\'["stages","enquiry"]\']').focus()
    here = page.locator("[data-stop]:focus, [data-stop]:has(:focus)").last
    page.keyboard.press("ArrowRight")
    expect(here).to_have_attribute("data-path", '["stages","booked"]')
    page.keyboard.press("ArrowDown")
    expect(here).to_have_attribute("data-lane", "flow")
    expect(here).to_have_attribute("data-stage", "booked")
    page.keyboard.press("ArrowDown")
    expect(here).to_have_attribute("data-path", '["stages","booked","buyer",0]')
    # One door for Tab: the links of a number follow the stop they stand in.
    expect(page.locator("[role=grid] [data-stop][tabindex='0']")).to_have_count(1)
    page.locator('[data-path=\'["touchpoints","request"]\']').focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]select=touchpoints%2Frequest"))
    page.locator('[data-path=\'["touchpoints","request"]\']').focus()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("data-figure", "touchpoint/request")
    page.locator('[data-path=\'["touchpoints","request"]\']').focus()
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(re.compile("select="))


FIRST_FRAME: Final = """
const look = () => {
  const cards = document.querySelectorAll('main [data-kind=card]').length
  if (cards) window.__cards = cards
  else requestAnimationFrame(look)
}
requestAnimationFrame(look)
"""


def test_what_is_out_of_sight_is_drawn_after_what_is_seen(opened: Opened) -> None:
    opened.page.add_init_script(FIRST_FRAME)
    page = opened.go()
    cards = page.locator("main [data-kind=card]")
    expect(page.locator("[role=rowheader][data-lane=elsewhere]")).to_have_count(1)
    every = cards.count()
    assert 0 < page.evaluate("window.__cards") < every
    # What the address asks for is there at once, however far down it stands.
    last = cards.last.get_attribute("data-path")
    assert last is not None
    page = opened.go("map", "select=" + quote("/".join(json.loads(last))))
    assert page.evaluate("window.__cards") == every
    expect(cards.last).to_be_in_viewport()


HEIGHTS: Final = """() => [document.documentElement, document.querySelector('main')]
    .map((one) => one.scrollHeight - one.clientHeight)"""


def test_the_sheet_scrolls_and_never_the_page_around_it(opened: Opened) -> None:
    page = opened.go("map", "select=touchpoints%2Frequest")
    expect(page.get_by_label("Название", exact=True)).to_be_visible()
    assert page.evaluate(HEIGHTS) == [0, 0]
    for screen in ("map", "board", "build"):
        opened.go(screen)
        assert page.evaluate(HEIGHTS) == [0, 0], screen
        # Notices above take their room from it.
        page.evaluate("""() => {
            const notice = document.createElement('p')
            notice.style.height = '60px'
            document.querySelector('main').prepend(notice)
        }""")
        assert page.evaluate(HEIGHTS) == [0, 0], screen


def test_lanes_fold_and_move_and_stay_so(opened: Opened) -> None:
    page = opened.go()

    def lanes_are(*names: str) -> None:
        for place, name in enumerate(names):
            row = page.locator("[role=rowheader]").nth(place)
            expect(row).to_have_attribute("data-lane", name)

    lanes_are("flow", "actions", "thoughts")
    page.get_by_role("button", name="Мысли и вопросы", exact=True).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_role("button", name="Мысли и вопросы", exact=True)).to_be_focused()
    lanes_are("flow", "thoughts", "actions")
    page.get_by_role("button", name="Точки касания", exact=True).click()
    expect(page.locator("[data-kind=card][data-stage=enquiry]")).to_have_count(0)
    page.reload()
    opened.settled()
    lanes_are("flow", "thoughts", "actions")
    expect(page.locator("[data-kind=card][data-stage=enquiry]")).to_have_count(0)
    page.get_by_role("button", name="Вернуть порядок дорожек").click()
    lanes_are("flow", "actions", "thoughts")


def test_a_number_says_what_it_is_and_showing_hides_the_chrome(opened: Opened) -> None:
    page = opened.go()
    page.locator('[data-figure="stage/enquiry/entered"]').hover()
    tip = page.get_by_role("tooltip")
    expect(tip).to_contain_text("Дошли до этапа")
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)
    page.keyboard.press(".")
    expect(page.locator("header")).to_be_hidden()
    expect(page.locator("[role=columnheader][data-kind=stage]").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("header")).to_be_visible()


def test_a_phone_turns_stages_as_pages(chromium: Browser, serving: Serving) -> None:
    with window(chromium, serving.address, 390, 844) as opened:
        page = opened.go("map", "lang=ru")
        # Who is in the audience nobody counts: it opens at the first stage that has numbers.
        head = page.locator('[role=columnheader][data-stage="visitor"]')
        expect(head).to_be_in_viewport(ratio=0.9)
        head = page.locator('[role=columnheader][data-stage="audience"]')
        expect(head).not_to_be_in_viewport(ratio=0.1)
        page.locator("[role=grid]").locator("..").evaluate("one => one.scrollTo(0, 0)")
        expect(head).to_be_in_viewport(ratio=0.9)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        # What edits the map comes a moment after the map.
        page.get_by_role("button", name="YAML").wait_for()
        assert opened.axe() == []


def test_the_map_is_clean_for_axe_in_every_look(opened: Opened) -> None:
    assert opened.axe_everywhere("map") == []
