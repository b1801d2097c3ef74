"""What customers feel at stages, beside what the map expects."""

from typing import Any

import pytest

from tropa.event import Event
from tropa.testing import HandClock, event, temporary_workspace
from tropa.workspace.answers import Question
from tropa.workspace.sections.asking import ask_felt

MAP = """\
tropa: 1
map: shop
title: Лавка
timezone: Europe/Moscow
sale: did payment
stages:
  - stage: interest
    title: Интерес
  - stage: bought
    title: Покупка
    enter: did payment
  - stage: after
    title: После
    enter: did thanks
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
  - touchpoint: thanks
    title: Спасибо
    stage: after
    from: buyer
    event: thanks_said
surveys:
  paid:
    title: После оплаты
    start: did payment
    questions:
      - question: Довольны?
        kind: csat
  later:
    title: Через месяц
    start: did thanks and not did enquiry
    questions:
      - question: Посоветуете?
        kind: nps
      - question: Понятно ли было?
        kind: csat
  nobody:
    title: Ни о чём
    questions:
      - question: Посоветуете?
        kind: nps
"""


def answered(who: str, day: int, **said: Any) -> Event:
    return event(who, f"2026-03-{day:02}T10:00", "survey_answered", **said)


def felt(*told: Event) -> list[tuple[str, str, float, float, int]]:
    clock = HandClock("2026-04-01T00:00")
    with temporary_workspace(MAP, list(told), clock=clock) as shop:
        found = ask_felt(shop.workspace, "shop", Question())
    return [(one.stage, one.kind, one.score, one.value, one.n) for one in found]


def test_a_mean_of_five_and_a_score_of_points_are_feelings_of_the_same_scale() -> None:
    found = felt(
        event("a", "2026-03-01T10:00", "form_submit"),
        answered("a", 2, survey="paid", csat=5),
        answered("b", 2, survey="paid", csat=4),
        answered("a", 3, survey="later", nps=10),
        answered("b", 3, survey="later", nps=3),
        answered("c", 3, survey="later", nps=9),
        # Too soon after the first to count, off the scale, of another survey.
        answered("a", 9, survey="paid", csat=1),
        answered("d", 9, survey="paid", csat=11),
        answered("e", 9, survey="nobody", nps=0),
    )
    third = 100 / 3
    assert found == [
        ("bought", "csat", 4.5, 1.5, 2),
        ("after", "nps", pytest.approx(third), pytest.approx(third / 50), 3),
    ]


def test_an_answer_without_a_survey_is_of_the_only_one_that_asks_so() -> None:
    # Two surveys ask for CSAT, so that nobody knows which of them this is of.
    start = event("a", "2026-03-01T10:00", "form_submit")
    assert felt(start, answered("a", 2, csat=5)) == []
    one = MAP.replace("      - question: Понятно ли было?\n        kind: csat\n", "")
    clock = HandClock("2026-04-01T00:00")
    with temporary_workspace(one, [start, answered("a", 2, csat=2)], clock=clock) as shop:
        [found] = ask_felt(shop.workspace, "shop", Question())
    assert (found.stage, found.value, found.n) == ("bought", -1.0, 1)


def test_nothing_is_felt_where_nobody_was_asked() -> None:
    assert felt(event("a", "2026-03-01T10:00", "form_submit")) == []
