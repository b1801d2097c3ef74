"""Moves made by hand: no rule holds them, and nothing else is changed by them."""

from tropa.place.state import MOVE_NAMES
from unit.place.told import map_of, placed, told

MAP = map_of("""
sale: did paid
outcomes:
  disqualified: did not_ours
policy: {reopen_within: 30d}
stages:
  - {stage: everybody, level: audience}
  - {stage: request, lost_after: 14d}
  - stage: quote
    enter: did quote_sent
    lost_after: 21d
  - {stage: payment, lost_after: 30d}
  - stage: service
    enter: 5d after payment
touchpoints:
  - {touchpoint: form, stage: request, event: form}
  - {touchpoint: quote_sent, event: quote, from: seller}
  - {touchpoint: paid, event: paid}
  - {touchpoint: not_ours, event: not_ours, from: seller}
  - {touchpoint: odd, stage: payment, event: stage_set}
""")
SET = "stage_set map=told stage"


def test_no_way_in_holds_a_move_by_hand() -> None:
    assert told(MAP, f"01.03 form\n02.03 {SET}=payment", until="03.03") == [
        "01.03 start request",
        "02.03 skip payment",
    ]
    assert told(MAP, f"01.03 form\n02.03 {SET}=quote\n03.03 {SET}=request", until="04.03") == [
        "01.03 start request",
        "02.03 advance quote",
        "03.03 back request",
    ]


def test_silence_and_timers_count_from_a_move_by_hand() -> None:
    assert told(MAP, f"01.03 form\n10.03 {SET}=quote") == [
        "01.03 start request",
        "10.03 advance quote",
        "31.03 silence quote",
    ]
    assert told(MAP, f"01.03 form\n10.03 {SET}=payment")[-2:] == [
        "10.03 skip payment",
        "15.03 advance service",
    ]


def test_whoever_stands_there_already_is_not_heard_of_again() -> None:
    assert told(MAP, f"01.03 form\n10.03 {SET}=request") == [
        "01.03 start request",
        "15.03 silence request",
    ]


def test_the_lost_come_back_where_they_are_set_and_later_begin_anew() -> None:
    assert told(MAP, f"01.03 form\n20.03 {SET}=quote", until="21.03")[1:] == [
        "15.03 silence request",
        "20.03 return quote",
    ]
    assert told(MAP, f"01.03 form\n20.05 {SET}=quote", until="21.05")[1:] == [
        "15.03 silence request",
        "20.05 start quote",
    ]


def test_whoever_walks_nowhere_begins_where_they_are_set() -> None:
    assert told(MAP, f"01.03 {SET}=quote", until="02.03") == ["01.03 start quote"]
    ended = f"01.03 form\n02.03 not_ours\n03.03 {SET}=payment"
    assert told(MAP, ended, until="04.03")[1:] == [
        "02.03 disqualified request",
        "03.03 start payment",
    ]


def test_a_move_by_hand_is_no_touch_and_no_sale() -> None:
    found = placed(MAP, f"01.03 {SET}=payment reason=agreed touchpoint=paid")
    assert found.touch_at.tolist() == []
    assert told(MAP, f"01.03 {SET}=payment touchpoint=paid", marks=("won", "lead")) == [
        "01.03 start payment",
        "06.03 advance service",
    ]


def test_a_move_by_hand_says_why() -> None:
    found = placed(MAP, f"01.03 form\n02.03 {SET}=quote reason=agreed\n03.03 {SET}=request")
    said = zip(found.kind.tolist(), found.detail.tolist(), strict=True)
    assert {MOVE_NAMES[kind]: found.reasons[why] for kind, why in said if why} == {
        "advance": "agreed"
    }


def test_what_names_another_map_or_no_stage_of_this_one_does_nothing() -> None:
    for other in (
        "stage_set map=other stage=payment",
        "stage_set stage=payment",
        f"{SET}=nowhere",
        f"{SET}=everybody",
        "stage_set map=told",
    ):
        assert told(MAP, f"01.03 form\n02.03 {other}", until="03.03") == ["01.03 start request"]


DEALS = map_of("""
unit: deal
stages:
  - {stage: request}
  - {stage: quote}
touchpoints:
  - {touchpoint: form, stage: request, event: form}
""")


def test_a_deal_is_moved_by_what_names_it() -> None:
    begun = "01.03 form deal=1"
    assert told(DEALS, f"{begun}\n02.03 {SET}=quote deal=1")[1:] == ["02.03 advance quote"]
    assert told(DEALS, f"{begun}\n02.03 {SET}=quote") == ["01.03 start request"]


RETURNED = map_of("""
sale: did paid and returned
stages:
  - {stage: request, lost_after: 14d}
  - {stage: payment}
touchpoints:
  - {touchpoint: form, stage: request, event: form}
  - {touchpoint: paid, stage: payment, event: paid}
""")


def test_whoever_is_brought_back_by_hand_has_returned() -> None:
    lines = f"01.03 form\n20.03 {SET}=request\n21.03 paid"
    assert told(RETURNED, lines)[-2:] == ["21.03 won payment", "21.03 success payment"]
