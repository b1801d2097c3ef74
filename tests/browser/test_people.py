"""People: a list behind a number, a person behind a name, and nothing in them that runs."""

import re
import shutil
from pathlib import Path

from playwright.sync_api import Browser, expect

from browser.conftest import Opened, window
from browser.scrolling import comes_back, left_from
from contract.serving import new_key, server

_HOSTILE = '<img src=x onerror="window.ran=1">'
_FORMULA = '=HYPERLINK("http://x.example","?")'


def test_a_name_opens_the_person_and_back_keeps_filter_and_place(opened: Opened) -> None:
    page = opened.go("people/map/won")
    page.get_by_role("searchbox", name="Найти в списке").fill("u")
    page.wait_for_url("**find=u**")
    opened.settled()
    name = page.locator("tbody a").nth(20)
    called = name.inner_text()
    place = left_from(name)
    page.wait_for_url("**/person/**")
    opened.settled()
    expect(page.locator(".head")).to_contain_text(called)
    expect(page.get_by_role("heading", name="Лента")).to_be_visible()
    expect(page.locator("li.move", has_text="Продажа").first).to_be_visible()
    expect(page.locator("li.move small").first).to_contain_text("почему:")
    page.go_back()
    opened.settled()
    expect(page.get_by_role("searchbox")).to_have_value("u")
    assert place > 0
    assert comes_back(page, place)


def test_keys_alone_sort_walk_and_open(opened: Opened) -> None:
    page = opened.go("people/stage/enquiry/lost")
    head = page.get_by_role("columnheader", name="С какого времени")
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    page.wait_for_url("**sort=since**")
    page.locator("tbody a").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    wanted = page.locator("tbody a").nth(1)
    expect(wanted).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/person/**")
    opened.settled()
    page.get_by_role("radio", name="Всё").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**show=moves**")
    expect(page.locator(".days li:not(.move)")).to_have_count(0)


def test_another_figure_is_chosen_and_says_what_it_is(opened: Opened) -> None:
    page = opened.go("people")
    expect(page.get_by_role("heading", level=1)).to_have_text("Все пути")
    page.get_by_label("Часть карты").select_option(label="Расчёт у клиента")
    page.wait_for_url("**/people/stage/quoted/present")
    opened.settled()
    page.get_by_label("Кого показать").last.select_option("stage/quoted/returned")
    page.wait_for_url("**/people/stage/quoted/returned")
    opened.settled()
    expect(page.locator("header").last).to_contain_text("потом вернулись на карту")


def test_an_unknown_number_says_what_to_do(opened: Opened) -> None:
    page = opened.go("people/stage/nowhere/lost")
    expect(page.get_by_role("alert")).to_be_visible()
    # The browser itself complains of the refusal; the page does not.
    opened.faults.clear()
    opened.go("person/999999999")
    expect(page.get_by_role("alert")).to_be_visible()
    opened.faults.clear()


def test_names_and_traits_that_mean_harm_stay_text(
    chromium: Browser, company: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "company"
    shutil.copytree(company, folder)
    _, secret = new_key(folder)
    with server(folder) as serving:
        serving.keys["private"] = secret
        for who in (_HOSTILE, _FORMULA):
            stated = {"object": _HOSTILE, "trouble": "</script><script>window.ran=1</script>"}
            serving.post("/v1/identify", {"userId": who, "traits": stated})
            serving.post("/v1/track", {"userId": who, "event": "page_viewed"})
        serving.settled()
        with window(chromium, serving.address) as one:
            page = one.go("people/map/journeys")
            link = page.get_by_role("link", name=_HOSTILE, exact=True)
            expect(link).to_be_visible()
            with page.expect_download() as saved:
                page.get_by_role("link", name="Скачать CSV").click()
            text = Path(saved.value.path()).read_text("utf-8-sig")
            assert "\"'=HYPERLINK(" in text
            assert not re.search(r'(^|,)"?=', text, re.MULTILINE)
            link.click()
            one.settled()
            expect(page.get_by_role("heading", level=1)).to_have_text(_HOSTILE)
            expect(page.get_by_text("</script>").first).to_be_visible()
            assert page.evaluate("window.ran") is None


def test_lists_and_people_are_for_everybody(opened: Opened) -> None:
    assert opened.axe_everywhere("people/stage/booked/lost") == []
    page = opened.go("people/map/won")
    number = page.locator("tbody a").first.get_attribute("href") or ""
    assert opened.axe_everywhere("person/" + number.split("/person/")[1].split("?")[0]) == []
