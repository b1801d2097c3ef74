"""What stands around every screen: the rail, the palette, themes, languages."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, expect

from browser.conftest import Opened, window
from contract.serving import new_key, server


def test_the_front_door_leads_to_the_map(opened: Opened) -> None:
    opened.page.goto(opened.address)
    opened.page.wait_for_url("**/w/company/windows/map")
    opened.settled()
    expect(opened.page).to_have_title(re.compile("Tropa"))


def test_everything_changes_language_at_once_and_stays_so(opened: Opened) -> None:
    page = opened.go()
    expect(page.get_by_role("link", name="Воронка").first).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("link", name="Funnel").first).to_be_visible()
    page.reload()
    opened.settled()
    expect(page.get_by_role("link", name="Funnel").first).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_keys_lead_to_screens_in_any_layout(opened: Opened) -> None:
    page = opened.go()
    page.keyboard.press("g")
    page.keyboard.press("f")
    page.wait_for_url("**/funnel")
    opened.settled()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Найти").fill("Люди")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people**")


def test_an_address_of_no_screen_is_no_dead_end(opened: Opened) -> None:
    page = opened.go("nothing-here")
    expect(page.get_by_role("link", name="Карта").first).to_be_visible()


def test_a_dark_window_is_dark_and_stays_so(opened: Opened) -> None:
    page = opened.go()
    page.get_by_role("button", name="Тёмная тема").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    opened.settled()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_screen_slower_than_the_stream_still_gets_its_numbers(
    chromium: Browser, own_folder: Path
) -> None:
    _, secret = new_key(own_folder)
    with server(own_folder) as serving, window(chromium, serving.address) as opened:
        serving.keys["private"] = secret
        page = opened.page
        asked: list[str] = []

        def slow(route: Route) -> None:
            # Something happens all the time, and the answer takes longer than the next of it.
            asked.append(route.request.url)
            for step in range(3):
                _happens(page, serving.address, secret, f"{len(asked)}-{step}")
                page.wait_for_timeout(900)
            route.continue_()

        page.route("**/api/map/windows/screen**", slow)
        page.goto(f"{serving.address}/w/company/windows/map")
        expect(page.locator("[role=columnheader][data-kind=stage]").first).to_be_visible()
        # The first answer is the one that is shown; a second may be on its way by then.
        assert len(asked) <= 2
        page.unroute_all(behavior="wait")


def _happens(page: Page, address: str, secret: str, name: str) -> None:
    event = {
        "userId": f"busy-{name}",
        "event": "form_submit",
        "properties": {"form": "callback"},
    }
    sent = page.request.post(f"{address}/v1/track", data={"writeKey": secret, **event})
    assert sent.ok
