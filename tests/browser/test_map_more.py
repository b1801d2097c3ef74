"""More of the map: what is said about elements, in one window and told to the other."""

import re

from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import Opened, Serving, window

HOSTILE = '<img src=x onerror="document.title=1"> {{7*7}}'


def _at(page: Page, *path: str) -> Locator:
    """What stands at a path of the document."""
    written = ",".join(f'"{one}"' for one in path)
    return page.locator(f"[data-path='[{written}]']")


def _open(opened: Opened, query: str = "lang=ru") -> Page:
    """The map, ready to be edited."""
    page = opened.go("map", query)
    expect(page.locator("[data-saved=saved]")).to_be_visible(timeout=30_000)
    return page


def _select(page: Page, *path: str) -> Locator:
    """Choose an element by keys; its panel."""
    element = _at(page, *path)
    element.scroll_into_view_if_needed()
    element.focus()
    page.keyboard.press("Enter")
    panel = page.locator("aside.inspector")
    expect(panel.get_by_role("heading", name="Обсуждение")).to_be_visible(timeout=20_000)
    return panel


def test_a_discussion_is_seen_in_the_other_window_and_goes_with_its_element(
    chromium: Browser, own: Serving
) -> None:
    with window(chromium, own.address) as one, window(chromium, own.address) as other:
        first, second = _open(one), _open(other)
        panel = _select(first, "touchpoints", "request")
        expect(first.get_by_label("1 обсуждение открыто")).to_have_count(0)
        panel.get_by_label("Написать").fill(HOSTILE)
        first.keyboard.press("Control+Enter")
        expect(panel.locator("article")).to_contain_text(HOSTILE)
        expect(panel.get_by_label("Написать")).to_have_value("")

        # The other window shows the mark without being asked, and answers.
        mark = _at(second, "touchpoints", "request").get_by_label("1 обсуждение открыто")
        expect(mark).to_be_visible(timeout=20_000)
        there = _select(second, "touchpoints", "request")
        expect(there.locator("article")).to_contain_text(HOSTILE)
        expect(there.locator("article img")).to_have_count(0)
        there.get_by_role("button", name="Ответить").click()
        there.get_by_label("Ответить").fill("Проверю завтра")
        there.locator("form").get_by_role("button", name="Ответить").click()
        expect(panel.locator("article")).to_contain_text("Проверю завтра", timeout=20_000)
        expect(panel.locator("article li")).to_have_count(2)

        # Moved to another stage and called otherwise, it is the same element.
        first.evaluate(
            """async () => {
              const { answer } = await (await fetch('/api/map/windows/document')).json()
              const path = ['touchpoints', 'request']
              await fetch('/api/map/windows/operations', {
                method: 'POST', headers: { 'content-type': 'application/json' },
                body: JSON.stringify({ base: answer.digest, id: 'rename', operations: [
                  { op: 'move', path, stage: 'booked' },
                  { op: 'rename', path, name: 'site_request' },
                ] }),
              })
            }"""
        )
        moved = _at(second, "touchpoints", "site_request")
        expect(moved.get_by_label("1 обсуждение открыто")).to_be_visible(timeout=20_000)
        panel = _select(first, "touchpoints", "site_request")
        panel.get_by_role("button", name="Решено").click()
        expect(panel.locator("details")).to_contain_text("Решённые: 1")
        expect(moved.get_by_label(re.compile("открыто"))).to_have_count(0, timeout=20_000)
        assert first.title() == second.title() != "1"
        panel.get_by_role("button", name="Все обсуждения карты").click()
        expect(first.get_by_role("dialog")).to_contain_text("Проверю завтра")
        assert one.axe() == []
        first.keyboard.press("Escape")
        expect(first.get_by_role("dialog")).to_have_count(0)
