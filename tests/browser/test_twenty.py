"""The twenty questions of an owner: each is answered two clicks from the front door."""

import re
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import Opened

WHY_NONE: Final = (
    r"Не хватает|Плана на месяц нет|Мало оценённых|Опросов нет|Не видно ответов|никто не ушёл"
    r"|Карта ещё не опубликована|покупок ещё нет|В работе никого"
)
TOLD: Final = rf"\d|{WHY_NONE}"
"""A number, or a plain word on why there is none."""

ANSWERS: Final[dict[int, tuple[str, str]]] = {
    1: (r"/board", r"\d\s(путь|пути|путей) в работе"),
    2: (r"/month/2", rf"Лидов \d|{WHY_NONE}"),
    3: (r"/month/3", r"В плюсе|В минусе|Не хватает расходов"),
    4: (r"/(funnel|people/)", r"Цена потери|Потеряны на этапе"),
    5: (r"/funnel", r"Почему уходят"),
    6: (r"/month/6", rf"В начале|В середине|У финиша|{WHY_NONE}"),
    7: (r"/people", r"Потеряны на этапе|Часть карты"),
    8: (r"/month/8", r"возвращает|вредит|не доказан|судить рано|Не хватает опыта"),
    9: (r"/month/9", r"Меньше потерь|Больше лидов|Не хватает продаж"),
    10: (r"/paths.*tab=cycle", r"от первого разговора до оплаты|Нет оплат|покупок"),
    11: (r"/paths.*tab=touches", r"медиана касаний|покупок"),
    12: (r"/month/12", rf"Самое слабое|{WHY_NONE}"),
    13: (r"/paths.*tab=attribution", r"Кому засчитать"),
    14: (r"/month/14", r"Ответственных"),
    15: (r"/board", r"\d\s(путь|пути|путей) в работе"),
    16: (r"/month/16", rf"Медиана первого ответа|{WHY_NONE}"),
    17: (r"/month/17", rf"Довольны, по \d|Проблема решена|NPS|{WHY_NONE}"),
    18: (r"/month/18", rf"Из \d+ покупател|{WHY_NONE}"),
    19: (r"/month/19", r"Пробелов \d|Заполнено всё"),
    20: (
        r"/month/20",
        r"Рано судить|выросли|упали|Не доказано|Не хватает|Мало данных|Сравнить",
    ),
}


@pytest.mark.parametrize("half", [range(1, 11), range(11, 21)], ids=["first", "second"])
def test_every_question_is_answered_in_two_clicks(opened: Opened, half: range) -> None:
    page = opened.page
    for number in half:
        address, answer = ANSWERS[number]
        page.goto(opened.address)
        opened.settled()
        _rail(page, "Месяц").click()
        card = page.locator("main ol li").nth(number - 1)
        # At a glance already, after one click …
        expect(card.locator("p")).to_have_text(re.compile(TOLD))
        card.get_by_role("link").click()
        # … and in full after the second.
        expect(page).to_have_url(re.compile(address))
        expect(page.locator("main")).to_contain_text(re.compile(answer), timeout=30_000)


def test_an_answer_leads_on_with_the_period_of_its_month_and_back(opened: Opened) -> None:
    page = opened.go("month/16")
    expect(page.get_by_role("heading", name="Как быстро мы отвечаем?")).to_be_visible()
    expect(page.get_by_text("Как это посчитано")).to_be_visible()
    assert opened.axe() == []
    onward = page.locator("main section").get_by_role("link").first
    of_month = re.compile(r"from=\d{4}-\d\d-01&to=\d{4}-\d\d-01")
    expect(onward).to_have_attribute("href", of_month)
    behind = page.get_by_role("navigation", name="Кто за этими числами").get_by_role("link")
    expect(behind.first).to_have_attribute("href", of_month)
    page.get_by_role("link", name="Все ответы месяца").press("Enter")
    expect(page.locator("main ol li")).to_have_count(20)


def _rail(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation").get_by_role("link", name=name).first
