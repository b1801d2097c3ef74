"""The golden log gives exactly the moves of the domain model: twelve journeys, told by hand."""

import csv
from pathlib import Path

import pytest

from reference.trail import Happened
from strategies import batch_of
from tropa.clock import as_datetime
from tropa.event import event_name
from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.moments import read_moment
from tropa.place.journey import place
from tropa.place.placed import Placed
from tropa.place.rules import compile_edition
from tropa.place.state import MOVE_NAMES

GOLDEN = Path(__file__).parents[2] / "examples" / "golden"

# Days of March 2026; stages A lead, B measure, C quote, D paid. Leads aside.
MOVES = {
    "J01": "start A 02, advance B 04, advance C 09, advance D 16, won D 16, success D 16",
    "J02": "start A 02, skip C 05, advance D 12, won D 12, success D 12",
    "J03": "start A 03, advance B 06, advance C 10, back B 12, advance C 15, advance D 24,"
    " won D 24, success D 24",
    "J04": "start A 03, silence A 17",
    "J05": "start A 04, advance B 07, silence B 21, return B 27",
    "J06": "start A 05, advance B 08, advance C 11, refusal C 18",
    "J07": "start A 06, advance B 10, advance C 13",
    "J08": "start A 09, invalid A 09",
    "J09": "start A 10, advance B 12, refusal B 14",
    "J10": "start A 20",
    "J11": "start A 16, advance B 18, advance C 25",
    "J12": "start C 02, advance D 05, won D 05, success D 05, reversed D 20",
}
PAYMENTS = {"J01": [100_000], "J02": [80_000], "J03": [120_000], "J12": [60_000, -60_000]}
REASONS = {"J06": "price", "J09": "competitor"}
STILL_TO_COME = {"J05": "10.04", "J07": "03.04", "J10": "03.04", "J11": "15.04"}


@pytest.fixture(scope="module")
def golden() -> tuple[list[str], Placed]:
    """The persons in order, and their journeys."""
    map_ = read_map((GOLDEN / "golden.yaml").read_bytes(), "golden.yaml")
    people: dict[str, list[Happened]] = {}
    with (GOLDEN / "events.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            people.setdefault(row["person_id"], []).append(_event(row, map_))
    trails = [sorted(people[name], key=lambda event: event.time) for name in sorted(people)]
    [placed] = place(batch_of(trails), [compile_edition(map_)])
    return sorted(people), placed


def _event(row: dict[str, str], map_: Map) -> Happened:
    moment = read_moment(row["ts"], map_.zone)
    assert moment is not None
    fields = {name: row[name] for name in ("amount", "reason") if row[name]}
    return Happened(moment.at, event_name(row["type"]), fields=dict(fields))


def moves(golden: tuple[list[str], Placed], name: str) -> list[tuple[str, str, str]]:
    """Kind, stage and day of every move of somebody, those to come too."""
    people, placed = golden
    unit, zone = people.index(name), placed.edition.map.zone
    return [
        (
            MOVE_NAMES[int(placed.kind[row])],
            "ABCD"[placed.stage[row]],
            f"{as_datetime(int(placed.at[row]), zone):%d.%m}",
        )
        for row in range(int(placed.unit_moves[unit]), int(placed.unit_moves[unit + 1]))
    ]


def test_everybody_makes_one_journey(golden: tuple[list[str], Placed]) -> None:
    people, placed = golden
    assert people == list(MOVES)
    assert placed.unit.tolist() == list(range(12))


@pytest.mark.parametrize("name", MOVES)
def test_moves_up_to_april_are_those_of_the_domain_model(
    golden: tuple[list[str], Placed], name: str
) -> None:
    told = [
        f"{kind} {stage} {day[:2]}"
        for kind, stage, day in moves(golden, name)
        if kind != "lead" and day.endswith(".03")
    ]
    assert ", ".join(told) == MOVES[name]


@pytest.mark.parametrize("name", MOVES)
def test_losses_still_to_come_are_those_of_the_limits(
    golden: tuple[list[str], Placed], name: str
) -> None:
    later = [day for _, _, day in moves(golden, name) if not day.endswith(".03")]
    assert later == ([STILL_TO_COME[name]] if name in STILL_TO_COME else [])


@pytest.mark.parametrize("name", MOVES)
def test_everybody_is_a_lead_from_the_first_day(
    golden: tuple[list[str], Placed], name: str
) -> None:
    told = moves(golden, name)
    assert [day for kind, _, day in told if kind == "lead"] == [told[0][2]]


@pytest.mark.parametrize("name", MOVES)
def test_money_is_in_kopecks_and_money_given_back_is_negative(
    golden: tuple[list[str], Placed], name: str
) -> None:
    people, placed = golden
    at = people.index(name)
    amounts = placed.paid_amount[placed.journey_payments[at] : placed.journey_payments[at + 1]]
    assert amounts.tolist() == [100 * one for one in PAYMENTS.get(name, [])]


@pytest.mark.parametrize("name", REASONS)
def test_refusals_keep_their_reasons(golden: tuple[list[str], Placed], name: str) -> None:
    people, placed = golden
    last = int(placed.unit_moves[people.index(name) + 1]) - 1
    assert placed.reasons[int(placed.detail[last])] == REASONS[name]
