"""People whose trails are written down, and what a question answers of them.

    asks('''
        question: retention
        begins: bought
    ''', ["02.03 bought", "02.03 bought; 09.03 bought"])

A trail a person, rows divided by `;`: day and month of 2026 (or a full moment), the event, and
its properties as `name=value`. Without a map, days are Moscow's.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from tropa.clock import Instant, zone_of
from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.query import Query
from tropa.measure.questions.read import read_question
from tropa.measure.questions.run import Lazy, ask
from tropa.measure.questions.scope import HOME_ZONE, bind
from tropa.measure.questions.track import Track
from tropa.moments import read_moment
from tropa.trail import Scalar, encode

Row = tuple[Instant, str, Mapping[str, Scalar]]
Trail = Sequence[Row]

NOW = "2027-01-01"


def at(text: str, zone: str = HOME_ZONE) -> Instant:
    """The instant of `02.03`, `02.03T10:00` of 2026 or of a full moment."""
    day, _, time = text.partition("T")
    if "." in day:
        number, month = day.split(".")
        text = f"2026-{month}-{number}" + (f"T{time}" if time else "")
    found = read_moment(text, zone_of(zone))
    assert found is not None, text
    return found.at


def trail(text: str, zone: str = HOME_ZONE) -> list[Row]:
    """One person's rows in the order of time."""
    rows: list[Row] = []
    for piece in text.split(";"):
        if piece.strip():
            when, name, *fields = piece.split()
            pairs = (one.split("=", 1) for one in fields)
            rows.append((at(when, zone), name, dict(pairs)))
    return sorted(rows, key=lambda row: row[0])


def track_of(people: Mapping[int, Trail]) -> Track:
    """People as a track; names and values are numbered in the order they are met."""
    trails = [people[one] for one in sorted(people)]
    rows = [row for rows in trails for row in rows]
    names = tuple(dict.fromkeys(name for _, name, _ in rows))
    fields = sorted({field for _, _, values in rows for field in values})
    return Track(
        person=np.asarray(sorted(people), np.int64),
        offsets=np.cumsum([0, *(len(rows) for rows in trails)], dtype=np.int64),
        time=np.asarray([when for when, _, _ in rows], np.int64),
        code=np.asarray([names.index(name) for _, name, _ in rows], np.uint16),
        names=names,
        columns={name: encode([row[2].get(name) for row in rows]) for name in fields},
    )


def query_of(question: str, map_: Map | None = None, now: str = NOW) -> Query[Any]:
    """A question read and bound."""
    written = read_question(question, KINDS)
    return written.kind.bind(written.record, bind(written.record, map_, at(now)))


def in_parts(people: Sequence[Trail], parts: Sequence[int]) -> list[Lazy]:
    """People in as many tracks as there are different numbers of parts."""
    numbered = list(enumerate(people, 1))
    split = [
        {
            number: rows
            for (number, rows), part in zip(numbered, parts, strict=True)
            if part == one
        }
        for one in sorted(set(parts))
    ]
    return [_lazily(some) for some in split]


def _lazily(people: Mapping[int, Trail]) -> Callable[[], Track]:
    return lambda: track_of(people)


def asks(
    question: str, people: Sequence[str], *, zone: str = HOME_ZONE, now: str = NOW
) -> dict[str, Any]:
    """The answer; everybody lies in a track of their own."""
    trails = [trail(text, zone) for text in people]
    map_ = (
        read_map(f"map: told\ntitle: Told\ntimezone: {zone}\n") if zone != HOME_ZONE else None
    )
    return ask(query_of(question, map_, now), in_parts(trails, range(len(trails))))


def behind(question: str, people: Sequence[str], cell: str, *, now: str = NOW) -> list[int]:
    """The persons behind a cell, numbered from 1."""
    trails = [trail(text) for text in people]
    query = query_of(question, None, now)
    tracks = [lazy() for lazy in in_parts(trails, range(len(trails)))]
    found = [int(one) for track in tracks for one in track.person[query.people(track, cell)]]
    return sorted(found)
