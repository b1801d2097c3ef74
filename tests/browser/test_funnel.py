"""The funnel: numbers open their people, the weak link is said, the address holds it all."""

import re

from playwright.sync_api import expect

from browser.conftest import Opened
from browser.scrolling import comes_back, left_from


def test_a_number_opens_its_people_and_the_way_back_keeps_the_place(opened: Opened) -> None:
    page = opened.go("funnel")
    page.evaluate("document.querySelector('main').scrollTop = 240")
    row = page.locator("[data-stage=quoted]")
    place = left_from(row.get_by_role("link", name=re.compile("^Потеряны на этапе")).first)
    page.wait_for_url("**/people/stage/quoted/lost")
    opened.settled()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Потеряны на этапе")
    page.go_back()
    opened.settled()
    expect(page.locator("[data-stage=quoted]")).to_be_visible()
    assert place > 0
    assert comes_back(page, place)


def test_the_list_behind_a_bar_is_as_long_as_the_bar_says(opened: Opened) -> None:
    page = opened.go("funnel")
    link = page.locator("[data-stage=booked]").get_by_role(
        "link", name=re.compile("^Дошли до этапа")
    )
    said = re.search(r"\d[\d\s]*", link.inner_text())
    assert said is not None
    link.click()
    page.wait_for_url("**/people/stage/booked/**")
    opened.settled()
    expect(page.locator(".count b")).to_have_text(said.group().strip())


def test_the_weak_link_is_marked_and_explained(opened: Opened) -> None:
    page = opened.go("funnel")
    advice = page.locator(".advice")
    expect(advice.get_by_role("heading").first).to_contain_text("Начните с")
    expect(page.locator("li.worst")).to_have_count(1)
    expect(page.locator("li.worst")).to_contain_text("узкое место")
    advice.get_by_text("Весь разбор").click()
    expect(advice.get_by_text("Как посчитано")).to_be_visible()


def test_keys_alone_change_the_view_split_and_turn_it_into_a_table(opened: Opened) -> None:
    page = opened.go("funnel")
    page.get_by_role("radio", name="Люди").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**view=money**")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**view=time**")
    page.get_by_label("по чему разбить").select_option("field:device")
    page.wait_for_url("**by=field**")
    opened.settled()
    phone = page.get_by_role("group", name=re.compile("^phone:"))
    expect(phone).to_be_visible()
    table = page.get_by_role("button", name="Таблицей").first
    table.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Цена потери")).to_be_visible()
    # What is seen is in the address: the same link shows the same.
    page.reload()
    opened.settled()
    expect(page.get_by_role("radio", name="Время")).to_be_checked()
    page.get_by_role("group", name=re.compile("^phone:")).get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/ask**")
    opened.settled()
    expect(page.get_by_role("heading", level=1)).to_contain_text("phone")
    expect(page.locator("tbody tr").nth(10)).to_be_visible()


def test_a_touchpoint_has_a_small_funnel_of_its_own(opened: Opened) -> None:
    page = opened.go("funnel", "point=s1_article")
    small = page.get_by_role("figure", name="Малая воронка точки касания")
    expect(small).to_contain_text("Читал от минуты")
    expect(small.get_by_role("listitem")).to_have_count(3)


def test_the_funnel_is_for_everybody(opened: Opened) -> None:
    assert opened.axe_everywhere("funnel", "by=segment") == []
    opened.go("funnel", "view=money&theme=dark&lang=ru")
    assert opened.axe() == []
    opened.go("funnel", "view=time&theme=light&lang=ru")
    assert opened.axe() == []
