"""Pressure: how much people are written to, and how many had enough.

    pressure        advertising messages of the last 7 days ÷ people who can be reached
    at the cap      people who got as many messages as `contact.at_most` allows, in its window
                    up to now ÷ people who can be reached
    unsubscribed    people's leaving and complaints of the last 7 days, a thousand messages

Messages are the seller's letters and messages but the `service` ones; a letter sent, delivered
and opened is one. Who can be reached is known to those who keep consents: give their number.
Without it they are the people with a valid journey under way or lost, for the lost are written
to as well. One person counts once, with however many deals; touches of one instant at one
touchpoint in several deals of a person are one message. (Domain model 2.5.8.)
"""

from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from tropa.clock import DAY, Duration
from tropa.map.document import Map, Touchpoint
from tropa.measure.as_json import rate_json
from tropa.measure.fold import Asked
from tropa.measure.interval import Rate
from tropa.measure.ratio import Ratio, plain_json, ratio
from tropa.measure.touched import (
    UNSUBSCRIBED,
    is_message,
    is_sellers,
    kind_of,
    points_that,
    touched,
)
from tropa.place.standing import STATUS, Standing
from tropa.place.state import ACTIVE, LOST_NOW

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

WEEK: Final[Duration] = 7 * DAY

# Columns of the messages.
PERSON, AT, POINT = range(3)
_WIDTH: Final = 3


@dataclass(frozen=True, slots=True)
class PressureAnswer:
    """Of the last seven days."""

    messages: int
    reachable: int
    per_person: Ratio
    at_cap: Rate | None
    """None where the map states no cap."""
    unsubscribed: Ratio
    """A thousand messages."""


@dataclass(frozen=True, slots=True)
class PressureState:
    """A row a message, a row a leaving, the people who can be reached; all may repeat."""

    messages: Int64
    leavings: Int64
    people: Int64


class Pressure:
    """Messages and leavings, person by person."""

    def __init__(self, reachable: int | None = None) -> None:
        self.reachable = reachable

    def start(self, asked: Asked) -> PressureState:
        _ = asked
        nothing = np.zeros((0, _WIDTH), np.int64)
        return PressureState(nothing, nothing, np.zeros(0, np.int64))

    def add(self, state: PressureState, standing: Standing, asked: Asked) -> PressureState:
        placed, found = standing.placed, touched(standing)
        person = placed.person[placed.unit[standing.journey]]
        status = standing.column(STATUS)
        here = standing.valid & ((status == ACTIVE) | (status == LOST_NOW))
        number = np.asarray(
            [
                -1,
                *(asked.map.touchpoint_index(one.id) for one in placed.edition.map.touchpoints),
            ],
            np.int64,
        )
        rows = np.stack([person[found.journey], found.at, number[found.point]], axis=1)
        lately = standing.valid[found.journey] & (found.at > asked.as_of - _longest(asked.map))
        sent = lately & points_that(placed.edition.map, _advertises)[found.point]
        left = lately & points_that(placed.edition.map, _leaves)[found.point]
        return self.merge(
            state,
            PressureState(rows[sent], rows[left], np.unique(person[here])),
        )

    def merge(self, left: PressureState, right: PressureState) -> PressureState:
        return PressureState(
            np.concatenate([left.messages, right.messages]),
            np.concatenate([left.leavings, right.leavings]),
            np.concatenate([left.people, right.people]),
        )

    def finish(self, state: PressureState, asked: Asked) -> PressureAnswer:
        messages, leavings = _once(state.messages), _once(state.leavings)
        week = asked.as_of - WEEK
        sent = int((messages[:, AT] > week).sum())
        left = int((leavings[:, AT] > week).sum())
        people = len(np.unique(state.people)) if self.reachable is None else self.reachable
        caps = _caps(asked.map)
        full = len(_at_cap(messages, caps, asked))
        return PressureAnswer(
            messages=sent,
            reachable=people,
            per_person=ratio(sent, people, unknown="no_people", nothing="no_people"),
            at_cap=Rate(full, people) if caps else None,
            unsubscribed=ratio(
                1_000 * left, sent, unknown="no_messages", nothing="no_messages"
            ),
        )


def _advertises(point: Touchpoint) -> bool:
    return is_sellers(point) and is_message(point) and not point.record.get("service")


def _leaves(point: Touchpoint) -> bool:
    return kind_of(point) == UNSUBSCRIBED


def _caps(map_: Map) -> list[tuple[int, Duration]]:
    """So many messages in so long."""
    stated = map_.section("contact").get("at_most")
    return cast("list[tuple[int, int]]", stated) if isinstance(stated, list) else []


def _longest(map_: Map) -> Duration:
    return max([WEEK, *(length for _, length in _caps(map_))])


def _once(rows: Int64) -> Int64:
    """Each row once."""
    rows = rows[np.lexsort(rows.T)]
    differs = (rows[1:] != rows[:-1]).any(axis=1)
    return rows[np.append(True, differs)] if len(rows) else rows


def _at_cap(messages: Int64, caps: list[tuple[int, Duration]], asked: Asked) -> set[int]:
    """People to whom no more may be written today, by any of the caps."""
    full: set[int] = set()
    for most, length in caps:
        lately = messages[messages[:, AT] > asked.as_of - length, PERSON]
        people, counts = np.unique(lately, return_counts=True)
        full |= set(people[counts >= most].tolist())
    return full


def at_cap(state: PressureState, asked: Asked) -> dict[str, Int64]:
    """The people behind the share: to whom no more may be written today."""
    full = _at_cap(_once(state.messages), _caps(asked.map), asked)
    return {"at_cap": np.asarray(sorted(full), np.int64)}


def pressure_json(found: PressureAnswer) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    return {
        "messages": found.messages,
        "reachable": found.reachable,
        "per_person": plain_json(found.per_person),
        "at_cap": rate_json(found.at_cap) if found.at_cap is not None else None,
        "unsubscribed_per_1000": plain_json(found.unsubscribed),
    }
