import pytest

from tropa.map.document import Map
from tropa.measure.interval import Rate
from tropa.measure.pressure import Pressure, PressureAnswer, pressure_json
from unit.measure.small import FIRM, answer, firm, walked

LEAVING = firm("""
  - {touchpoint: leaving, event: left, interaction: unsubscribe}
  - {touchpoint: receipt, event: receipted, from: seller, interaction: message, service: true}
contact: {at_most: [2 per 7d, 3 per 30d]}
""")
LETTERS = "02.03 asked\n 03.03 sent\n 04.03 sent"


def told(*trails: str, as_of: str = "05.03", map_: Map = LEAVING) -> PressureAnswer:
    return answer(Pressure(), map_, as_of, *trails)


def test_nobody_is_pressed() -> None:
    found = told()
    assert (found.per_person.value, found.per_person.missing) == (None, "no_people")
    assert (found.unsubscribed.value, found.unsubscribed.missing) == (None, "no_messages")


def test_messages_of_a_week_by_people() -> None:
    found = told(LETTERS, "04.03 asked")
    assert (found.messages, found.reachable, found.per_person.value) == (2, 2, 1)


@pytest.mark.parametrize(("as_of", "messages"), [("10.03", 1), ("09.03 23:59", 2)])
def test_a_week_is_of_seven_days_before_now(as_of: str, messages: int) -> None:
    assert told(LETTERS, as_of=as_of).messages == messages


def test_service_messages_and_talks_do_not_press() -> None:
    assert told("02.03 asked\n 03.03 receipted\n 04.03 wrote").messages == 0


def test_the_lost_are_written_to_as_well_and_spam_is_not() -> None:
    found = told(LETTERS + "\n 04.03 12:00 refused", LETTERS + "\n 04.03 12:00 spam")
    assert (found.messages, found.reachable) == (2, 1)


@pytest.mark.parametrize(
    ("trail", "full"),
    [
        ("02.03 asked\n 03.03 sent", 0),
        (LETTERS, 1),
        ("10.02 asked\n 11.02 sent\n 12.02 sent\n 04.03 sent", 1),
    ],
)
def test_who_got_as_many_as_allowed_is_at_the_cap(trail: str, full: int) -> None:
    """Two a week, or three a month."""
    assert told(trail).at_cap == Rate(full, 1)


def test_a_map_without_a_cap_has_nobody_at_it() -> None:
    assert told(LETTERS, map_=FIRM).at_cap is None


def test_those_who_had_enough_are_told_a_thousand_messages() -> None:
    assert told(LETTERS + "\n 04.03 12:00 left").unsubscribed.value == 500


def test_whoever_knows_consents_says_how_many_can_be_reached() -> None:
    found = answer(Pressure(4), LEAVING, "05.03", LETTERS)
    assert (found.per_person.value, found.at_cap) == (0.5, Rate(1, 4))


def test_a_message_to_a_person_with_two_deals_is_one() -> None:
    deals = firm("unit: deal\n")
    trail = "02.03 asked deal=1\n 02.03 01:00 asked deal=2\n 03.03 sent"
    [placed] = walked(deals, [trail])
    assert placed.journeys == 2
    found = told(trail, map_=deals)
    assert (found.messages, found.reachable) == (1, 1)


def test_it_is_told_under_stable_names() -> None:
    found = pressure_json(told(LETTERS))
    assert found["per_person"] == {"value": 2, "missing": None}
    assert found["at_cap"]["rate"] == 1
    assert found["unsubscribed_per_1000"]["value"] == 0
    assert pressure_json(told(map_=FIRM))["at_cap"] is None
