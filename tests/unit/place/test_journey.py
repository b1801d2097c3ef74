"""Placing by several editions, and going on where placing stopped."""

from tropa.map.document import Map
from tropa.place.journey import place, resume
from tropa.place.placed import Placed
from tropa.place.rules import compile_edition
from unit.place.told import batch, day_of, instant, map_of, moves_of, placed

TOUCHPOINTS = """
touchpoints:
  - {touchpoint: form, stage: ask, event: form}
  - {touchpoint: paid, stage: buy, event: paid}
  - {touchpoint: message, event: message}
  - {touchpoint: refund, event: refund, from: seller}
"""
HEAD = """
sale: did paid
money: {paid: paid.amount, refunded: refund.amount}
policy: {reopen_within: 10d}
"""
FIRST = map_of(HEAD + "stages:\n  - {stage: ask, lost_after: 5d}\n  - stage: buy" + TOUCHPOINTS)
SECOND = map_of(
    HEAD
    + "stages:\n  - {stage: talk, enter: did message}\n  - {stage: ask, enter: did form}\n"
    + "  - stage: buy"
    + TOUCHPOINTS
)


def by_editions(trail: str, *live: tuple[Map, str]) -> list[Placed]:
    editions = [
        compile_edition(map_, number, instant(map_, day))
        for number, (map_, day) in enumerate(live)
    ]
    return place(batch(FIRST, trail), editions)


def told_by_editions(trail: str) -> list[list[str]]:
    found = by_editions(trail, (FIRST, "01.03"), (SECOND, "10.03"))
    return [moves_of(one, until="30.03") for one in found]


def test_a_journey_goes_on_by_the_edition_live_when_it_opened() -> None:
    assert told_by_editions("08.03 form\n11.03 message\n12.03 paid") == [
        ["08.03 start ask", "12.03 advance buy", "12.03 won buy", "12.03 success buy"]
    ]


def test_the_first_edition_covers_everything_earlier() -> None:
    assert told_by_editions("01.02 paid") == [
        ["01.02 start buy", "01.02 won buy", "01.02 success buy"]
    ]


def test_the_next_journey_goes_by_the_next_edition() -> None:
    trail = "08.03 form\n12.03 paid\n13.03 message\n14.03 form"
    assert told_by_editions(trail) == [
        ["08.03 start ask", "12.03 advance buy", "12.03 won buy", "12.03 success buy"],
        ["13.03 start talk", "14.03 advance ask"],
    ]


def test_a_lost_journey_comes_back_by_its_own_edition() -> None:
    assert told_by_editions("02.03 form\n12.03 message\n13.03 paid")[0] == [
        "02.03 start ask",
        "07.03 silence ask",
        "12.03 return ask",
        "13.03 advance buy",
        "13.03 won buy",
        "13.03 success buy",
    ]


def test_what_came_before_an_edition_leads_up_to_its_journeys_but_opens_none() -> None:
    [found] = by_editions("08.03 message\n11.03 form", (FIRST, "01.03"), (SECOND, "10.03"))
    assert moves_of(found, marks=("lead",)) == ["11.03 start ask", "11.03 lead ask"]
    assert [day_of(SECOND, int(at)) for at in found.touch_at] == ["08.03", "11.03"]


def test_laps_count_on_over_editions() -> None:
    found = by_editions(
        "01.03 paid\n12.03 paid\n13.03 form", (FIRST, "01.03"), (SECOND, "10.03")
    )
    assert [one.lap.tolist() for one in found] == [[0], [1]]


def test_money_given_back_under_a_later_edition_is_of_the_journey_that_earned_it() -> None:
    trail = "08.03 paid amount=5\n12.03 refund amount=5\n13.03 form\n14.03 refund amount=1"
    first, second = by_editions(trail, (FIRST, "01.03"), (SECOND, "10.03"))
    assert first.paid_amount.tolist() == [500, -500]
    assert moves_of(first)[-1] == "12.03 reversed buy"
    assert second.paid_amount.tolist() == [-100]


def test_an_event_that_only_the_new_edition_knows_is_not_missed() -> None:
    new = map_of(
        "stages:\n  - stage: ask\n"
        "touchpoints:\n  - {touchpoint: quiz, stage: ask, event: quiz}\n"
    )
    [found] = by_editions("11.03 quiz", (FIRST, "01.03"), (new, "10.03"))
    assert moves_of(found) == ["11.03 start ask"]


def test_placing_goes_on_where_it_stopped() -> None:
    trail = "02.03 form\n03.03 message\n20.03 form\n21.03 paid amount=5"
    parts = [placed(FIRST, "02.03 form\n03.03 message")]
    going = resume(batch(FIRST, "02.03 form\n03.03 message\n20.03 form"), parts[0])
    going = resume(batch(FIRST, trail), going)
    assert moves_of(going) == moves_of(placed(FIRST, trail))


def test_a_loss_that_was_to_come_is_withdrawn_by_an_event_before_it() -> None:
    early = placed(FIRST, "02.03 form")
    assert moves_of(early)[-1] == "07.03 silence ask"
    later = resume(batch(FIRST, "02.03 form\n07.03 message"), early)
    assert moves_of(later)[-1] == "12.03 silence ask"


def test_a_young_journey_is_under_way_and_not_lost() -> None:
    assert moves_of(placed(FIRST, "02.03 form"), until="06.03") == ["02.03 start ask"]


def test_an_event_in_the_future_stands_at_its_own_time() -> None:
    trail = "02.03 form\n06.03 paid"
    assert moves_of(placed(FIRST, trail), until="05.03") == ["02.03 start ask"]
    assert moves_of(placed(FIRST, trail), until="06.03")[1] == "06.03 advance buy"
