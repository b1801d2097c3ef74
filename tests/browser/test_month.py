"""The month: twenty answers at a glance, what is decided of its weak link, what came of it."""

import json
import re
from typing import Final

from playwright.sync_api import Browser, Locator, Page, expect

from browser.company import MAP
from browser.conftest import Opened, window
from contract.serving import Serving
from tropa.clock import MachineClock, as_datetime

CHANGE: Final = "Перезваниваем за две минуты, <b>а не за час</b>"


def month(back: int) -> str:
    """So many months ago, as addresses have it."""
    now = as_datetime(MachineClock().now())
    at = now.year * 12 + now.month - 1 - back
    return f"{at // 12:04d}-{at % 12 + 1:02d}"


def decide(serving: Serving, of: str, stage: str, **fields: object) -> None:
    """Something decided before anybody looks."""
    body = {"change": CHANGE, "owner": "Анна", "due": "2026-01-31", "moves": "lost"}
    path = f"/api/map/{MAP}/decisions/{of}/{stage}"
    told = serving.ask("PUT", path, json.dumps(body | {"target": 0} | fields).encode())
    assert told.status == 200, told.body


def panel(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def test_twenty_questions_stand_each_with_a_way_to_more(opened: Opened) -> None:
    page = opened.go("month")
    cards = page.locator("main ol li")
    expect(cards).to_have_count(20)
    expect(cards.get_by_role("link")).to_have_count(20)
    expect(cards.nth(2)).to_contain_text("Не хватает расходов")
    expect(cards.filter(has_text="{")).to_have_count(0)


def test_an_answer_leads_to_more_of_it_by_keys(opened: Opened) -> None:
    page = opened.go("month")
    page.get_by_role("link", name="Сколько касаний до покупки?").press("Enter")
    expect(page).to_have_url(re.compile(r"/paths\?.*tab=touches"))


def test_the_month_before_is_in_the_address(opened: Opened) -> None:
    page = opened.go("month")
    later = page.get_by_role("button", name="Следующий месяц")
    expect(later).to_be_disabled()
    page.get_by_role("button", name="Прошлый месяц").click()
    expect(page).to_have_url(re.compile(rf"month={month(1)}"))
    expect(later).to_be_enabled()


def test_a_decision_is_written_changed_and_taken_back(chromium: Browser, own: Serving) -> None:
    with window(chromium, own.address) as opened:
        page = opened.go("month")
        decided = panel(page, "Решение месяца")
        decided.get_by_role("button", name="Записать решение").click()
        form = page.get_by_role("dialog")
        form.get_by_label("Что меняем").fill(CHANGE)
        form.get_by_label("Кто отвечает").fill("Анна")
        form.get_by_label("Какое число").select_option(label="оплаченных продаж за месяц")
        form.get_by_label("До скольки").fill("77")
        form.get_by_role("button", name="Сохранить").click()
        expect(decided.get_by_text(CHANGE)).to_be_visible()
        expect(decided).to_contain_text("Отвечает: Анна")
        expect(decided).to_contain_text("77")
        # By keys alone: the decision is opened, another owner typed, Enter keeps it.
        decided.get_by_role("button", name="Изменить решение").press("Enter")
        expect(form.get_by_label("Что меняем")).to_be_focused()
        page.keyboard.press("Tab")
        expect(form.get_by_label("Кто отвечает")).to_be_focused()
        page.keyboard.type("Пётр")
        page.keyboard.press("Enter")
        expect(decided).to_contain_text("Отвечает: Пётр")
        page.reload()
        expect(decided).to_contain_text("Отвечает: Пётр")
        decided.get_by_role("button", name="Отменить решение").click()
        expect(decided.get_by_text(CHANGE)).to_have_count(0)
        page.get_by_role("button", name="Отменить", exact=True).click()
        expect(decided.get_by_text(CHANGE)).to_be_visible()


def test_what_somebody_else_wrote_meanwhile_is_not_lost(
    chromium: Browser, own: Serving
) -> None:
    with window(chromium, own.address) as opened:
        page = opened.go("month")
        panel(page, "Решение месяца").get_by_role("button", name="Записать решение").click()
        form = page.get_by_role("dialog")
        form.get_by_label("Что меняем").fill("Моё")
        form.get_by_label("Кто отвечает").fill("Анна")
        form.get_by_label("До скольки").fill("50")
        worst = own.ask("GET", f"/api/diagnosis?map={MAP}&from={month(0)}-01").json["answer"][
            "worst"
        ]
        decide(own, month(0), worst["from"])
        form.get_by_role("button", name="Сохранить").click()
        expect(form.get_by_role("alert")).to_contain_text("успели поменять")
        expect(form.get_by_label("Что меняем")).to_have_value("Моё")
        assert all("409" in one for one in opened.faults)
        opened.faults.clear()


def test_what_came_of_earlier_decisions_is_told_and_printed(
    chromium: Browser, own: Serving
) -> None:
    decide(own, month(1), "enquiry", target=10_000)
    decide(own, month(0), "quoted", moves="rate", target=0.5)
    with window(chromium, own.address) as opened:
        page = opened.go("month")
        earlier = panel(page, "Что вышло из прошлых решений")
        expect(earlier.get_by_role("article")).to_contain_text([CHANGE])
        expect(earlier).to_contain_text("Цель достигнута")
        expect(earlier.get_by_role("button")).to_have_count(0)
        assert pages(page) == 1
        assert opened.axe_everywhere("month") == []


def test_it_prints_on_one_sheet(chromium: Browser, serving: Serving) -> None:
    with window(chromium, serving.address) as opened:
        assert pages(opened.go("month")) == 1


def pages(page: Page) -> int:
    """Sheets of paper that it takes."""
    sheet = page.pdf(format="A4", prefer_css_page_size=True)
    return len(re.findall(rb"/Type /Page[ \n]", sheet))


def test_axe_finds_nothing_in_the_form(opened: Opened) -> None:
    page = opened.go("month")
    page.get_by_role("button", name="Записать решение").click()
    expect(page.get_by_role("dialog").get_by_label("Что меняем")).to_be_focused()
    assert opened.axe() == []
