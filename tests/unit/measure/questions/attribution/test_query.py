"""Credits of small crowds, counted by hand."""

from typing import Any

import pytest

from tropa.errors import UsageFault
from tropa.measure.questions.attribution import answer as answer_module
from tropa.testing import event, temporary_workspace
from tropa.words import LANGUAGES
from tropa.workspace.questions.asking import ask_question, people_of
from unit.measure.questions.walking import asks, behind

PLAIN = "question: attribution\nconversion: paid\nfield: channel\n"
PEOPLE = [
    "01.03 seen channel=ads; 02.03 seen channel=mail; 03.03 paid amount=100",
    "01.03 seen channel=ads; 04.03 paid amount=50; 05.03 paid amount=7",
    "02.03 seen channel=mail",
    "06.03 paid amount=many",
]


def credits_of(answer: dict[str, Any], model: str, name: str = "conversions") -> dict[Any, Any]:
    return {one["label"]: one[name] for one in answer["credits"] if one["model"] == model}


def test_every_conversion_goes_somewhere() -> None:
    answer = asks(PLAIN + "model: [first, last, linear]", PEOPLE)
    assert (answer["conversions"], answer["lost"]) == (4, 1)
    assert credits_of(answer, "first") == {"ads": 3, "mail": 0, None: 1}
    assert credits_of(answer, "last") == {"ads": 2, "mail": 1, None: 1}
    assert credits_of(answer, "linear") == {"ads": 2.5, "mail": 0.5, None: 1}
    assert [one["untouched"] for one in answer["credits"]][:3] == [False, False, True]


def test_money_follows_and_what_is_no_number_is_counted_apart() -> None:
    answer = asks(PLAIN + "model: last\nvalue: amount", PEOPLE)
    assert (answer["value"], answer["without_value"]) == (157, 1)
    assert credits_of(answer, "last", "value") == {"ads": 57, "mail": 100, None: 0}


def test_fractions_are_added_up_exactly() -> None:
    people = [f"01.03 seen channel=ads; 02.03 paid amount={one}" for one in ("0.1", "0.2")]
    answer = asks(PLAIN + "model: last\nvalue: amount", people)
    assert answer["value"] == 0.3
    people.append("01.03 seen channel=ads; 02.03 paid amount=1000000000000")
    assert asks(PLAIN + "model: last\nvalue: amount", people)["value"] == 1_000_000_000_000.3


def test_touches_long_ago_do_not_count() -> None:
    people = ["01.03 seen channel=ads; 03.03 seen channel=mail; 04.03 paid"]
    shorter = PLAIN + "model: first\nwithin: "
    assert credits_of(asks(shorter + "3d", people), "first") == {"ads": 1, "mail": 0}
    assert credits_of(asks(shorter + "2d", people), "first") == {"mail": 1}


def test_a_conversion_that_says_its_channel_is_touched_by_it() -> None:
    people = ["01.03 seen channel=ads; 02.03 paid channel=crm"]
    assert credits_of(asks(PLAIN + "model: last", people), "last") == {"crm": 1, "ads": 0}
    only = PLAIN + "model: last\ntouches: seen"
    assert credits_of(asks(only, people), "last") == {"ads": 1}


def test_what_is_known_of_a_person_is_no_touch() -> None:
    people = ["01.03 identify channel=ads; 02.03 paid"]
    assert credits_of(asks(PLAIN + "model: last", people), "last") == {None: 1}


def test_events_get_credit_by_name_the_conversion_itself_gets_none() -> None:
    question = "question: attribution\nconversion: paid\nof: events\nmodel: last"
    people = ["01.03 seen; 02.03 called; 03.03 paid; 04.03 paid"]
    assert credits_of(asks(question, people), "last") == {"called": 2, "seen": 0}


def test_a_conversion_may_be_told_by_its_properties_alone() -> None:
    question = "question: attribution\nconversion: {where: amount >= 50}\nfield: channel\n"
    assert asks(question, PEOPLE)["conversions"] == 2


def test_the_rest_stands_in_one_row() -> None:
    answer = asks(PLAIN + "model: first\ntop: 1", PEOPLE)
    assert [(one["label"], one["other"]) for one in answer["credits"]] == [
        ("ads", False),
        (None, True),
        (None, False),
    ]


def test_only_the_chain_has_intervals() -> None:
    answer = asks(PLAIN + "model: [last, markov]\ndraws: 20", PEOPLE)
    assert all("low" not in one for one in answer["credits"] if one["model"] == "last")
    ads = next(one for one in answer["credits"] if one["model"] == "markov")
    assert 0 <= ads["low"] <= ads["conversions"] <= ads["high"]


def test_what_there_is_to_know_is_said_in_both_languages_and_once() -> None:
    answer = asks(PLAIN + "model: [first, last, markov]", PEOPLE)
    codes = [one["code"] for one in answer["remarks"]]
    assert codes == ["bookkeeping", "untouched", "few_conversions"]
    assert all(one["words"].keys() == {*LANGUAGES} for one in answer["remarks"])


def test_more_labels_than_can_be_told_apart_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(answer_module, "LABELS_AT_MOST", 1)
    with pytest.raises(UsageFault) as refused:
        asks(PLAIN, PEOPLE)
    assert refused.value.code == "too_many_values"


def test_the_people_behind_a_credit() -> None:
    assert behind(PLAIN, PEOPLE, "converted") == [1, 2, 4]
    assert behind(PLAIN, PEOPLE, "converted/mail") == [1]
    assert behind(PLAIN, PEOPLE, "lost") == behind(PLAIN, PEOPLE, "lost/mail") == [3]
    assert behind(PLAIN, PEOPLE, "untouched") == [4]
    for cell in ("", "won", "untouched/ads"):
        with pytest.raises(UsageFault, match="no cell"):
            behind(PLAIN, PEOPLE, cell)


MAP = """
map: shop
title: Shop
timezone: UTC
stages:
  - stage: looking
    lost_after: never
  - stage: buying
touchpoints:
  - touchpoint: page
    title: The page
    stage: looking
    event: page_seen
    channel: site
    from: buyer
  - touchpoint: letter
    event: sent
    channel: email
    from: seller
  - touchpoint: paid
    stage: buying
    event: paid
    channel: site
    from: buyer
"""
EVENTS = [
    event("ann", "2026-03-01T10:00", "page_seen"),
    event("ann", "2026-03-02T10:00", "sent"),
    event("ann", "2026-03-03T10:00", "paid", amount="1 000,50"),
    event("bob", "2026-03-01T10:00", "page_seen"),
    event("bob", "2026-03-05T10:00", "paid", amount=40),
]
OF = "question: attribution\nmodel: [first, last]\nconversion: {stage: buying}\nof: "


def test_touchpoints_and_channels_of_the_map_get_credit() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        points = ask_question(tried.workspace, OF + "touchpoints").answer
        # The event of the payment is no conversion here: entering the stage behind it is.
        assert credits_of(points, "last") == {"paid": 2, "page": 0, "letter": 0}
        plain = OF.replace("{stage: buying}", "{touchpoint: paid}")
        points = ask_question(tried.workspace, plain + "touchpoints").answer
        assert credits_of(points, "last") == {"letter": 1, "page": 1}
        assert credits_of(points, "first", "title")["page"] == "The page"
        channels = ask_question(tried.workspace, plain + "channels").answer
        assert credits_of(channels, "first") == {"site": 2, "email": 0}


def test_money_of_a_map_is_in_its_coins() -> None:
    question = "question: attribution\nconversion: paid\nof: events\nmodel: last\nvalue: amount"
    with temporary_workspace(MAP, EVENTS) as tried:
        answer = ask_question(tried.workspace, question).answer
        assert answer["value"] == 1_040.5
        assert people_of(tried.workspace, question, "converted/sent")[0] == 1
