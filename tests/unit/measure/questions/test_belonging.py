"""Who belongs to a segment: by traits, by deeds ever done, by belonging to another one."""

import pytest

from tropa.errors import UsageFault
from tropa.event import IDENTIFY
from tropa.testing import Temporary, event, temporary_workspace
from tropa.workspace.questions.asking import ask_question, people_of

MAP = """
map: shop
title: Shop
timezone: UTC
language: en
stages:
  - stage: looking
touchpoints:
  - touchpoint: page
    event: page_seen
    from: buyer
  - touchpoint: big_order
    event: paid
    where: amount >= 100
    from: buyer
  - touchpoint: order
    event: paid
    from: buyer
segments:
"""
EVENTS = [
    event("ann", "2026-03-01T10:00", IDENTIFY, city="Omsk"),
    event("ann", "2026-03-01T10:00", "page_seen"),
    event("ann", "2026-03-02T10:00", "paid", amount=300, gift="yes"),
    event("bob", "2026-03-01T10:00", "page_seen"),
    event("bob", "2026-03-03T10:00", IDENTIFY, city="Omsk"),
    event("bob", "2026-03-20T10:00", "paid", amount=50),
    event("cid", "2026-03-05T10:00", "page_seen"),
    event("cid", "2026-03-06T10:00", "page_seen"),
]
ASKED = "question: funnel\nsteps: [page_seen, {event: '*'}]\nas_of: 2026-04-01\n"


def segment(name: str, who: str) -> str:
    return f"  - segment: {name}\n    who: {who}\n"


def members(tried: Temporary, name: str, asked: str = ASKED) -> int:
    return people_of(tried.workspace, f"{asked}segment: {name}", "1")[0]


@pytest.mark.parametrize(
    ("who", "many"),
    [
        ("did ever order", 1),
        ("did ever big_order", 1),
        ("did ever big_order where gift == true", 1),
        ("did ever big_order where gift == false", 0),
        ("did ever order or did ever big_order", 2),
        ("not did ever order and not did ever big_order", 1),
        ("did ever order within 20d", 1),
        ("did ever page within 27d", 1),
        ("did ever page within 26d", 1),
        ("did ever page within 25d", 0),
        ('city == "Omsk" and not did ever big_order', 1),
        ("in segment buyers", 2),
        ("not in segment buyers", 1),
    ],
)
def test_deeds_and_traits_tell_who_belongs(who: str, many: int) -> None:
    buyers = segment("buyers", "did ever order or did ever big_order")
    with temporary_workspace(MAP + segment("asked", who) + buyers, EVENTS) as tried:
        assert members(tried, "asked") == many
        before = members(tried, "asked", ASKED.replace("2026-04-01", "2026-02-01"))
        assert before == 0


def test_segments_with_deeds_split_an_answer() -> None:
    three = segment("big", "did ever big_order") + segment("any", "did ever order")
    with temporary_workspace(MAP + three + segment("omsk", 'city == "Omsk"'), EVENTS) as tried:
        found = ask_question(tried.workspace, f"{ASKED}by: {{rule: segment}}").answer
    told = {one["value"]: one["steps"][0]["count"] for one in found["groups"]}
    assert told == {"big": 1, "any": 1, None: 1}


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("did order", "segment_of_journeys"),
        ("did ever order within 3d after page", "segment_of_journeys"),
        ("count of order >= 2", "segment_of_journeys"),
        ("in stage looking", "segment_of_journeys"),
        ("city exists and silent for 3d", "segment_of_journeys"),
        ("in segment asked", "segment_of_journeys"),
    ],
)
def test_what_events_alone_do_not_tell_is_refused(who: str, code: str) -> None:
    with temporary_workspace(MAP + segment("asked", who), EVENTS) as tried:
        for more in ("segment: asked", "by: {rule: segment}"):
            with pytest.raises(UsageFault) as refused:
                ask_question(tried.workspace, ASKED + more)
            assert refused.value.code == code


def test_a_segment_without_a_condition_has_nobody_to_ask_about() -> None:
    text = f"{MAP}  - segment: asked\n    title: Somebody\n"
    with temporary_workspace(text, EVENTS) as tried:
        with pytest.raises(UsageFault) as refused:
            members(tried, "asked")
        assert refused.value.code == "segment_without_who"
