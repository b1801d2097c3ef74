"""What stands around every screen: the rail, the palette, themes, languages."""

import re
from pathlib import Path

import pytest
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


@pytest.mark.parametrize("screen", ["map", "board", "person"])
def test_all_a_screen_is_made_of_is_told_with_its_page(opened: Opened, screen: str) -> None:
    page = opened.page
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    went = page.goto(f"{opened.address}/w/company/windows/{screen}/1?lang=en")
    assert went is not None
    told = [opened.address + one for one in re.findall(r"<([^>]+)>", went.headers["link"])]
    opened.settled()
    # Each is asked for once: what was told is what the app takes.
    assert [one for one in told if asked.count(one) != 1] == []
    names = [one.rpartition("/")[2] for one in told]
    # The map is said with the first words alone.
    words = [one[:3] for one in names if re.match("(ru|en)-", one)]
    assert words == ["en-"] * (1 if screen == "map" else 2)
    assert [one for one in names if one.startswith(f"{screen.capitalize()}Screen")]
    # What the map will ask is asked ahead, and taken: not asked again.
    pictures = [one for one in asked if "/screen?" in one]
    assert len(pictures) == (1 if screen == "map" else 0)
    # Whatever they import is told with them: none is found out by reading another.
    scripts = {one for one in names if one.endswith(".js")}
    for name in scripts:
        text = page.request.get(f"{opened.address}/app/assets/{name}").text()
        assert set(re.findall(r"(?:from|import)\s*[\"']\./([^\"']+\.js)[\"']", text)) <= scripts


def test_numbers_of_a_period_are_asked_for_once(opened: Opened) -> None:
    """A page tells ahead of no picture but the one its app asks for, to the letter."""
    asked: list[str] = []
    opened.page.on("request", lambda one: asked.append(one.url))
    opened.go("map", "from=2026-01-01&to=2026-02-01")
    assert len([one for one in asked if "/screen?" in one]) == 1


def test_a_dark_window_is_dark_and_stays_so(opened: Opened) -> None:
    page = opened.go()
    page.get_by_role("button", name="Тёмная тема").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    opened.settled()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_theme_is_everywhere_at_once_where_motion_is_unwanted(opened: Opened) -> None:
    # A transition of no length, on all of what is inherited, went down the page frame by frame.
    page = opened.go("settings", "section=look&theme=light")
    ink = page.evaluate("""() => {
        document.documentElement.dataset.theme = 'dark'
        const made = document.createElement('i')
        made.style.color = 'var(--ink)'
        document.body.append(made)
        const of = (one) => getComputedStyle(one).color
        return [of(made), of(document.body), of(document.querySelector('main h2'))]
    }""")
    assert len(set(ink)) == 1


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


def test_what_changes_is_tinted_and_nothing_else(chromium: Browser, own_folder: Path) -> None:
    _, secret = new_key(own_folder)
    with server(own_folder) as serving, window(chromium, serving.address) as opened:
        serving.keys["private"] = secret
        opened.page.emulate_media(reduced_motion="no-preference")
        page = opened.go()
        page.evaluate("""() => {
            window.tinted = new Set()
            const animate = Element.prototype.animate
            Element.prototype.animate = function (...given) {
                window.tinted.add(this.dataset.figure)
                return animate.apply(this, given)
            }
        }""")
        page.get_by_role("button", name="English").click()
        expect(page.get_by_role("link", name="Funnel").first).to_be_visible()
        entered = page.locator('[data-figure="stage/enquiry/entered"] b')
        before = entered.inner_text()
        # Written otherwise, and the same.
        assert page.evaluate("[...window.tinted]") == []
        _happens(page, serving.address, secret, "tinted")
        expect(entered).not_to_have_text(before)
        tinted: list[str] = page.evaluate("[...window.tinted]")
        assert "stage/enquiry/entered" in tinted
        assert "stage/install/entered" not in tinted


def _happens(page: Page, address: str, secret: str, name: str) -> None:
    event = {
        "userId": f"busy-{name}",
        "event": "form_submit",
        "properties": {"form": "callback"},
    }
    sent = page.request.post(f"{address}/v1/track", data={"writeKey": secret, **event})
    assert sent.ok
