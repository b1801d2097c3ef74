"""What customers say: answers to surveys, whom they recommended, and contacts off the map."""

import json
from typing import Any

import pytest

from golden.asking import command

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
  - stage: bought
    title: Покупка
    enter: did payment
touchpoints:
  - touchpoint: enquiry
    title: Заявка
    stage: interest
    from: buyer
    event: form.submit
  - touchpoint: payment
    title: Оплата
    stage: bought
    from: buyer
    event: payment.received
surveys:
  after:
    title: После покупки
    questions:
      - question: Посоветуете нас?
        kind: nps
      - question: Решена ли задача?
        kind: solved
"""
EVENTS = """\
ts,type,person_id,amount,survey,nps,solved,friend
01.03.2026,form.submit,A,,,,,
02.03.2026,payment.received,A,1000,,,,
01.03.2026,form.submit,B,,,,,
03.03.2026,payment.received,B,1000,,,,
01.03.2026,form.submit,C,,,,,
04.03.2026,survey.sent,A,,after,,,
04.03.2026,survey.sent,B,,after,,,
05.03.2026,survey.answered,A,,,10,да,
06.03.2026,survey.answered,C,,,4,отчасти,
07.03.2026,survey.answered,C,,,3,нет,
08.03.2026,referral.made,A,,,,,B
09.03.2026,referral.made,A,,,,,nobody we know
10.03.2026,chat.in,A,,,,,
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("voices") / "shop"
    command("new", folder, "--lang", "ru")
    (folder / "maps" / "shop.yaml").write_text(MAP, "utf-8")
    events = folder.parent / "events.csv"
    events.write_text(EVENTS, "utf-8")
    command("import", folder, events)
    command("publish", folder, "--map", "shop")
    words = ("--map", "shop", "--as-of", "2026-04-01", "--section", "all", "--json")
    return json.loads(command("show", folder, *words))["answer"]


def test_a_score_is_made_of_one_answer_a_person(said: dict[str, Any]) -> None:
    found = said["surveys"]
    # A promoter and a detractor; the detractor's second answer came too soon to count.
    assert (found["nps"]["n"], found["nps"]["score"]) == (2, 0)
    assert found["repeated"] == 2


def test_words_of_an_answer_are_understood(said: dict[str, Any]) -> None:
    solved = said["surveys"]["solved"]
    values = {one["value"]: one["answers"] for one in solved["by_value"]}
    assert values == {0: 0, 0.5: 1, 1: 1}
    assert said["surveys"]["odd"] == 0


def test_a_survey_sent_asks_what_the_map_writes(said: dict[str, Any]) -> None:
    found = said["surveys"]["response"]
    assert (found["numerator"], found["denominator"]) == (1, 2)
    assert found["by_kind"]["nps"]["denominator"] == 2
    assert found["by_kind"]["csat"]["denominator"] == 0


def test_whom_somebody_recommended_is_found_by_name(said: dict[str, Any]) -> None:
    found = said["referral"]
    assert found["recommendations"] == 2
    assert (found["customers"]["numerator"], found["customers"]["denominator"]) == (1, 2)
    # One is known and has bought, the other is nobody yet.
    assert (found["leads_won"]["numerator"], found["leads_won"]["denominator"]) == (1, 2)


def test_contacts_the_map_does_not_listen_to_are_told(said: dict[str, Any]) -> None:
    found = said["managed"]
    missed = {one["event"]: one["count"] for one in found["off_the_map"]}
    assert missed == {
        "survey_answered": 3,
        "referral_made": 2,
        "survey_sent": 2,
        "chat_in": 1,
    }
    assert (found["orphans"]["numerator"], found["orphans"]["denominator"]) == (8, 13)
