"""The effect of a map and of its editions, from events to sentences."""

from collections.abc import Iterator, Sequence

import pytest

from tropa.event import Event
from tropa.show.cli.section_table import section_table
from tropa.testing import HandClock, Temporary, event, temporary_workspace
from tropa.workspace.answers import Question
from tropa.workspace.drafts.publish import publish
from tropa.workspace.sections.asking import ask_sections
from tropa.workspace.sections.ground import Told

MAP = """\
tropa: 1
map: shop
title: Лавка
language: ru
timezone: Europe/Moscow
currency: RUB
sale: did payment
money:
  paid: payment.amount
stages:
  - stage: interest
    title: Интерес
    lost_after: 60d
  - stage: bought
    title: Покупка
    enter: did payment
touchpoints:
  - touchpoint: enquiry
    title: Заявка
    stage: interest
    from: buyer
    event: form_submit
  - touchpoint: payment
    title: Оплата
    stage: bought
    from: buyer
    event: payment_received
"""
YEARS = ("2025", "2026")
LEADS = 40


def bought(year: str, month: int) -> int:
    """Of the leads of a month: a quarter; three quarters since the map of April 2026."""
    return 30 if (year, month) >= ("2026", 4) else 10


def story() -> Iterator[Event]:
    """Forty leads a month, who pay a thousand after two days or never."""
    for year in YEARS:
        for month in range(1, 11):
            for lead in range(LEADS):
                who, at = f"{year}-{month}-{lead}", f"{year}-{month:02d}"
                yield event(who, f"{at}-05T10:00", "form_submit")
                if lead < bought(year, month):
                    yield event(who, f"{at}-07T10:00", "payment_received", amount=1000)


@pytest.fixture(scope="module")
def shop() -> Iterator[Temporary]:
    with temporary_workspace(MAP, story(), clock=HandClock("2026-03-20T12:00+03:00")) as tried:
        publish(tried.workspace, "shop", "first")
        tried.clock.set("2026-07-15T12:00+03:00")
        tried.draw(MAP.replace("60d", "70d"))
        publish(tried.workspace, "shop", "second")
        tried.clock.set("2026-11-20T12:00+03:00")
        yield tried


def asked(shop: Temporary, as_of: str = "", edition: int | None = None) -> Told:
    at = HandClock(as_of or "2026-11-10T00:00+03:00").now()
    question = Question(as_of=at, edition=edition)
    return ask_sections(shop.workspace, "shop", question, ["effect"])[1]["effect"]


def sentences(told: Told) -> Sequence[str]:
    return [one["words"]["ru"] for one in told.answer["remarks"]]


def test_months_after_the_launch_are_set_against_the_same_of_the_year_before(
    shop: Temporary,
) -> None:
    whole = asked(shop).answer["launches"][0]
    assert (whole["after"]["from"], whole["after"]["to"]) == ("2026-04", "2026-10")
    assert (whole["before"]["from"], whole["before"]["to"]) == ("2025-04", "2025-10")
    assert whole["season_adjusted"]
    assert whole["conversion"]["difference"] == pytest.approx(0.5)
    assert whole["conversion"]["verdict"] == "grew"
    assert whole["money_per_lead"]["difference"] == 500
    assert whole["money_per_lead"]["low"] > 400
    assert [one["sold_ratio"] for one in whole["months"]] == [3.0] * 7


def test_of_a_later_edition_its_own_journeys_are_told(shop: Temporary) -> None:
    second = asked(shop).answer["launches"][1]
    assert (second["edition"], second["after"]["from"], second["by_earlier"]) == (
        2,
        "2026-08",
        0,
    )
    assert second["after"]["sold"]["denominator"] == 3 * LEADS


def test_an_edition_is_not_praised_for_what_the_one_before_did(shop: Temporary) -> None:
    second = asked(shop).answer["launches"][1]
    assert (second["before"]["from"], second["before"]["to"]) == ("2026-04", "2026-06")
    assert second["conversion"]["verdict"] == "not_proven"


def test_soon_after_the_launch_it_is_early_to_judge(shop: Temporary) -> None:
    told = asked(shop, "2026-06-10T00:00+03:00")
    [whole] = told.answer["launches"]
    assert whole["early"]
    assert whole["judged_from"] == "2026-06-18"
    assert whole["conversion"]["verdict"] == "early"
    assert sentences(told)[0] == (
        "Карта действует с 20 марта 2026. Рано судить: выводы можно делать с 18 июня 2026."
    )


def test_where_no_month_of_the_year_before_is_known_that_is_said(shop: Temporary) -> None:
    at, until = (HandClock(f"2026-{one}-01T00:00+03:00").now() for one in ("01", "11"))
    question = Question(as_of=until, since=at)
    told = ask_sections(shop.workspace, "shop", question, ["effect"])[1]["effect"]
    whole = told.answer["launches"][0]
    assert not whole["season_adjusted"]
    assert (whole["before"]["from"], whole["before"]["to"]) == ("2026-01", "2026-02")
    assert any("поправки на сезон нет" in one for one in sentences(told))


def test_an_edition_asked_for_measures_everybody(shop: Temporary) -> None:
    [only] = asked(shop, edition=2).answer["launches"]
    assert (only["edition"], only["by_earlier"]) == (2, 0)
    assert only["before"]["from"] == "2026-04"


def test_before_the_launch_there_is_no_effect(shop: Temporary) -> None:
    told = asked(shop, "2026-03-01T00:00+03:00")
    assert told.answer["missing"] == "not_launched"
    assert not told.answer["launches"]


def test_a_promise_of_others_is_marked_as_theirs(shop: Temporary) -> None:
    told = asked(shop)
    assert told.answer["launches"][0]["expected"]["claim"] == "outside"
    assert "чужое обещание" in sentences(told)[-1]


def test_people_read_both_sides_and_the_difference(shop: Temporary) -> None:
    text = section_table("effect", asked(shop), "ru", "RUB").replace("\xa0", " ")
    assert "25,0 % (20 %…30 %), 70 из 280" in text
    assert "было 25 % (70 из 280), стало 75 % (210 из 280)" in text
    assert "было 250 ₽, стало 750 ₽. Разница +500 ₽" in text
    assert "Сравниваем с теми же месяцами годом раньше: сезон учтён." in text
