"""The people behind figures of sections: as many as the figure says, and the right ones."""

from collections.abc import Generator
from typing import Any, Final

import pytest

from golden.asking import command
from tropa.errors import UsageFault
from tropa.workspace.answers import Question, board_of, moment_of
from tropa.workspace.opening import Workspace, open_workspace
from tropa.workspace.people.called import called_all
from tropa.workspace.people.figures import people_behind
from tropa.workspace.sections.asking import ask_sections
from tropa.workspace.sections.people import GROUPS

MAP: Final = """\
tropa: 1
map: shop
title: Лавка
language: ru
timezone: Europe/Moscow
currency: RUB
sale: did payment
lead: did enquiry
money:
  paid: payment.amount
contact:
  at_most: [2 per 7d]
stages:
  - stage: interest
    title: Интерес
    norm: 3d
  - stage: bought
    title: Покупка
    enter: did payment
touchpoints:
  - touchpoint: enquiry
    title: Заявка
    stage: interest
    from: buyer
    event: form.submit
  - touchpoint: call
    title: Звонок
    stage: interest
    from: seller
    channel: phone
    event: call.out
  - touchpoint: letter
    title: Письмо
    stage: interest
    from: seller
    channel: email
    event: email.sent
  - touchpoint: payment
    title: Оплата
    stage: bought
    from: buyer
    event: payment.received
  - touchpoint: pause
    title: Пауза
    stage: interest
    from: seller
    event: pause.agreed
outcomes:
  snooze: did pause
"""
LOG: Final = """\
ts,type,person_id,amount,nps,csat,ces,solved
02.03.2026 10:00,form.submit,anna,,,,,
02.03.2026 10:05,call.out,anna,,,,,
03.03.2026 12:00,payment.received,anna,1000,,,,
20.03.2026 12:00,payment.received,anna,2000,,,,
02.03.2026 10:00,form.submit,boris,,,,,
02.03.2026 18:00,call.out,boris,,,,,
04.03.2026 12:00,payment.received,boris,700,,,,
02.03.2026 11:00,form.submit,vera,,,,,
30.03.2026 11:00,email.sent,vera,,,,,
31.03.2026 11:00,email.sent,vera,,,,,
30.03.2026 11:00,form.submit,gleb,,,,,
05.03.2026 12:00,survey.answered,anna,,10,5,7,да
05.03.2026 13:00,survey.answered,boris,,3,2,2,нет
05.03.2026 14:00,survey.answered,stranger,,7,4,6,да
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Generator[Workspace]:
    folder = tmp_path_factory.mktemp("groups") / "shop"
    command("new", folder, "--lang", "ru")
    (folder / "maps" / "shop.yaml").write_text(MAP, "utf-8")
    events = folder.parent / "events.csv"
    events.write_text(LOG, "utf-8")
    command("import", folder, events)
    with open_workspace(folder) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def question(shop: Workspace) -> Question:
    return Question(as_of=moment_of("2026-04-01", board_of(shop, "shop").edition.map))


def who(shop: Workspace, question: Question, figure: str) -> list[str]:
    found = people_behind(shop, "shop", figure, question)
    known = called_all(shop, sorted({one.person for one in found.shown}))
    names = sorted(known[one.person].known_as for one in found.shown)
    assert found.count == len(names)
    return names


@pytest.mark.parametrize(
    ("figure", "people"),
    [
        ("repeat/again", ["anna"]),
        ("repeat/once", ["boris"]),
        ("response/unanswered", ["gleb"]),
        ("response/late", ["boris", "gleb", "vera"]),
        ("pressure/at_cap", ["vera"]),
        ("surveys/promoters", ["anna"]),
        ("surveys/passives", ["stranger"]),
        ("surveys/detractors", ["boris"]),
        ("surveys/dissatisfied", ["boris"]),
        ("surveys/hard", ["boris"]),
        ("surveys/unsolved", ["boris"]),
    ],
)
def test_a_group_is_of_those_it_names(
    shop: Workspace, question: Question, figure: str, people: list[str]
) -> None:
    assert who(shop, question, figure) == people


def test_every_list_is_as_long_as_its_figure_says(shop: Workspace, question: Question) -> None:
    _, told = ask_sections(shop, "shop", question, list(GROUPS))
    answer: dict[str, Any] = {name: one.answer for name, one in told.items()}
    nps = answer["surveys"]["nps"]
    waits = {one["what"]: one for one in answer["response"]["waits"]}
    human = waits["human"]["in_time"]
    figures = {
        **{f"rfm/{one['id']}": one["customers"] for one in answer["rfm"]["segments"]},
        **{
            f"next_order/{name}": count
            for name, count in answer["next_order"]["states"].items()
            if name != "unknown"
        },
        "response/unanswered": answer["response"]["unanswered"],
        "response/late": human["denominator"] - human["numerator"],
        "stalls/stalled": answer["stalls"]["stalled"]["numerator"],
        "stalls/over_norm": answer["stalls"]["over_norm"]["numerator"],
        "pressure/at_cap": answer["pressure"]["at_cap"]["numerator"],
        "surveys/promoters": nps["promoters"]["numerator"],
        "surveys/detractors": nps["detractors"]["numerator"],
    }
    assert sum(figures.values()) >= len(figures) / 2
    for figure, count in figures.items():
        assert len(who(shop, question, figure)) == count, figure


def test_who_was_never_on_the_map_is_told_without_a_stage(
    shop: Workspace, question: Question
) -> None:
    [one] = people_behind(shop, "shop", "surveys/passives", question).shown
    assert (one.status, one.stage) == ("", "")


def test_a_group_nobody_knows_is_refused(shop: Workspace, question: Question) -> None:
    with pytest.raises(UsageFault, match="rfm/nobles"):
        people_behind(shop, "shop", "rfm/nobles", question)
