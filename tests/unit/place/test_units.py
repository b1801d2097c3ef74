"""Who walks: a person, or each of a person's deals."""

from reference.plain import of_kernel
from tropa.map.document import Map
from tropa.place.journey import place
from tropa.place.rules import compile_edition
from unit.place.told import batch, day_of, map_of

STAGES = """
sale: did won
money: {paid: won.amount}
outcomes:
  lost: did gave_up
stages:
  - {stage: lead, lost_after: 10d}
  - {stage: offer, lost_after: 10d}
  - stage: contract
touchpoints:
  - {touchpoint: created, stage: lead, event: created}
  - {touchpoint: offered, stage: offer, event: offered}
  - {touchpoint: won, stage: contract, event: won}
  - {touchpoint: gave_up, event: lost}
  - {touchpoint: message, event: message}
"""
DEALS = map_of("unit: deal" + STAGES)
PERSON = map_of("unit: person" + STAGES)


def told(map_: Map, *people: str) -> dict[int, list[str]]:
    """The moves of each deal; 0 is the person."""
    found = of_kernel(place(batch(map_, *people), [compile_edition(map_)]))
    return {
        deal: [
            f"{day_of(map_, move.at)} {move.kind} {map_.stages[move.stage].id}"
            for row in rows
            for move in row.moves
            if move.kind not in ("lead", "won")
        ]
        for (_, deal), rows in found.items()
    }


PARALLEL = """
01.03 created deal=1
02.03 created deal=2
03.03 offered deal=2
05.03 lost deal=1
06.03 won deal=2
"""


def test_parallel_deals_of_one_person_walk_apart() -> None:
    assert told(DEALS, PARALLEL) == {
        1: ["01.03 start lead", "05.03 refusal lead"],
        2: [
            "02.03 start lead",
            "03.03 advance offer",
            "06.03 advance contract",
            "06.03 success contract",
        ],
    }


def test_a_person_with_parallel_deals_stands_where_the_furthest_is() -> None:
    trail = "01.03 created deal=1\n02.03 offered deal=2\n03.03 created deal=3"
    assert told(PERSON, trail)[0][:2] == ["01.03 start lead", "02.03 advance offer"]


def test_a_word_of_no_deal_breaks_the_silence_of_the_open_ones_and_moves_none() -> None:
    trail = "01.03 created deal=1\n02.03 created deal=2\n05.03 message\n06.03 offered"
    assert told(DEALS, trail) == {
        1: ["01.03 start lead", "16.03 silence lead"],
        2: ["02.03 start lead", "16.03 silence lead"],
    }


def test_a_word_of_no_deal_does_not_bring_back_a_lost_one() -> None:
    trail = "01.03 created deal=1\n20.03 message"
    assert told(DEALS, trail)[1] == ["01.03 start lead", "11.03 silence lead"]


def test_a_person_without_deals_makes_no_journey_where_deals_walk() -> None:
    assert told(DEALS, "01.03 created") == {}


def test_a_deal_makes_one_journey_and_may_be_won_long_after_it_was_lost() -> None:
    trail = "01.01 created deal=1\n01.11 won deal=1\n01.12 created deal=1"
    assert told(DEALS, trail)[1] == [
        "01.01 start lead",
        "11.01 silence lead",
        "01.11 return contract",
        "01.11 success contract",
    ]


def test_what_a_person_did_without_a_deal_is_a_touch_of_each() -> None:
    trail = (
        "01.03 message\n02.03 created deal=1\n03.03 message\n04.03 won deal=1\n05.03 message"
    )
    [found] = place(batch(DEALS, trail), [compile_edition(DEALS)])
    assert [day_of(DEALS, int(at)) for at in found.touch_at] == [
        "01.03",
        "02.03",
        "03.03",
        "04.03",
    ]


def test_the_first_talk_makes_the_deal_a_lead_though_it_was_of_no_deal() -> None:
    map_ = map_of("""
unit: deal
stages:
  - stage: lead
touchpoints:
  - {touchpoint: created, stage: lead, event: created, interaction: view}
  - {touchpoint: message, event: message}
""")
    found = of_kernel(
        place(batch(map_, "01.03 created deal=1\n02.03 message"), [compile_edition(map_)])
    )
    assert [(move.kind, day_of(map_, move.at)) for move in found[1, 1][0].moves] == [
        ("start", "01.03"),
        ("lead", "02.03"),
    ]


def test_money_of_no_deal_is_of_no_deal() -> None:
    trail = "01.03 created deal=1\n02.03 won amount=5\n03.03 won amount=7 deal=1"
    [found] = place(batch(DEALS, trail), [compile_edition(DEALS)])
    assert found.paid_amount.tolist() == [700]
