"""What stands around every screen: the rail, the palette, themes, languages."""

from browser.conftest import Opened


def test_the_front_door_leads_to_the_map(opened: Opened) -> None:
    opened.page.goto(opened.address)
    opened.settled()
    assert opened.page.url.endswith("/w/company/windows/map")
    assert "Tropa" in opened.page.title()


def test_everything_changes_language_at_once_and_stays_so(opened: Opened) -> None:
    page = opened.go()
    assert page.get_by_role("link", name="Воронка").first.is_visible()
    page.get_by_role("button", name="English").click()
    assert page.get_by_role("link", name="Funnel").first.is_visible()
    page.reload()
    opened.settled()
    assert page.get_by_role("link", name="Funnel").first.is_visible()
    assert page.evaluate("document.documentElement.lang") == "en"


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
    assert page.get_by_role("link", name="Карта").first.is_visible()


def test_a_dark_window_is_dark_and_stays_so(opened: Opened) -> None:
    page = opened.go()
    page.get_by_role("button", name="Тёмная тема").click()
    page.reload()
    opened.settled()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
