"""The plan of events: what comes, the code to paste, failed events mended."""

import re
from collections.abc import Generator
from contextlib import contextmanager

from playwright.sync_api import Browser, expect

from browser.conftest import Opened, window
from contract.serving import Serving

HOSTILE = '<img src=x onerror="document.title=1">'


@contextmanager
def told(chromium: Browser, own: Serving) -> Generator[Opened]:
    """A window on a company that got odd and broken events."""
    with window(chromium, own.address) as one:
        request = one.page.request
        made = request.post(f"{own.address}/api/keys", data={"kind": "private", "title": "CRM"})
        key = made.json()["answer"]["key"]
        batch = [
            {"type": "track", "userId": "ann", "event": HOSTILE},
            {"type": "track", "userId": "ann", "event": "scroll_depth"},
            {"type": "track", "event": "form_submit", "properties": {"form": "callback"}},
        ]
        sent = request.post(f"{own.address}/v1/batch", data={"writeKey": key, "batch": batch})
        assert sent.json()["accepted"] == 2
        yield one


def test_a_touchpoint_opens_its_code_by_mouse_and_by_keyboard(
    chromium: Browser, own: Serving
) -> None:
    with window(chromium, own.address) as one:
        page = one.go("tracking")
        page.get_by_role("link", name="Реклама в поиске").click()
        panel = page.get_by_role("dialog")
        expect(panel.get_by_text('analytics.track("ad_click"')).to_be_visible()
        panel.get_by_role("button", name="Создать ключ для сайта").click()
        expect(panel.get_by_label("Ключ", exact=True)).to_have_value(re.compile(r"^pk_[\w-]"))
        key = panel.get_by_label("Ключ", exact=True).input_value()
        panel.get_by_label("curl").check(force=True)
        expect(panel.locator("pre")).to_contain_text(f"-u '{key}:'")
        expect(panel.locator("pre")).to_contain_text('"network": "search"')
        page.keyboard.press("Escape")
        expect(panel).to_have_count(0)
        expect(page).not_to_have_url(re.compile("touch="))
        page.get_by_role("link", name="Карточка на картах").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog").locator("pre").first).to_contain_text("listing_view")


def test_what_the_map_does_not_know_is_text_with_a_line_to_paste(
    chromium: Browser, own: Serving
) -> None:
    with told(chromium, own) as one:
        page = one.go("tracking")
        region = page.get_by_role("region", name="Приходят, но карта о них не знает").first
        expect(region.locator("td code", has_text=HOSTILE)).to_be_visible()
        assert page.title() != "1"
        region.get_by_role("button", name=re.compile("scroll_depth")).press("Enter")
        expect(region.get_by_text("- touchpoint: scroll_depth")).to_be_visible()


def test_a_failed_event_is_mended_and_taken_in(chromium: Browser, own: Serving) -> None:
    with told(chromium, own) as one:
        page = one.go("tracking")
        page.get_by_role("button", name="Исправить").click()
        box = page.get_by_label("Событие", exact=True)
        expect(box).to_have_value(re.compile("form_submit"))
        box.fill(box.input_value() + "…")
        page.get_by_role("button", name="Принять ещё раз").click()
        expect(page.get_by_role("alert")).to_contain_text("не JSON")
        mended = '{"type": "track", "userId": "eve", "event": "form_submit"}'
        box.fill(mended)
        page.get_by_role("button", name="Принять ещё раз").click()
        expect(page.get_by_text("Непринятых событий нет.")).to_be_visible()


def test_axe_finds_nothing(chromium: Browser, own: Serving) -> None:
    with told(chromium, own) as one:
        assert one.axe_everywhere("tracking") == []
        assert one.axe_everywhere("tracking", "touch=a1_search_ad") == []


def test_a_phone_has_room_for_all_of_it(chromium: Browser, own: Serving) -> None:
    with window(chromium, own.address, width=390, height=844) as one:
        for screen, query in (("tracking", ""), ("settings", "section=people")):
            page = one.go(screen, query)
            wide = "document.getElementById('main').scrollWidth"
            assert page.evaluate(wide) <= 390, screen
