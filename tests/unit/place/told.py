"""Small trails and what became of them, both told in lines a marketer reads.

    told(MAP, '''
        02.03 form_submit
        16.03 12:00 payment amount=100 deal=7
    ''') == ["02.03 start request", "16.03 12:00 advance contract"]

Days are of 2026 and of the map's zone. Marks of leads are left out unless a test is of them.
"""

from collections.abc import Sequence

from reference.trail import Happened
from strategies import as_outages, batch_of
from tropa.clock import as_datetime
from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.moments import read_moment
from tropa.place.journey import place
from tropa.place.placed import Placed
from tropa.place.rules import compile_edition
from tropa.place.state import MOVE_NAMES
from tropa.trail import Scalar, TrailBatch

HEAD = "map: told\ntitle: Told\ntimezone: Europe/Moscow\n"


def map_of(text: str) -> Map:
    """A map without its first lines, which are always the same."""
    return read_map(HEAD + text)


def trail(map_: Map, lines: str) -> list[Happened]:
    """Events, a line each: day, perhaps an hour, a name, fields."""
    return [_event(map_, line.split()) for line in lines.strip().splitlines()]


def _event(map_: Map, words: list[str]) -> Happened:
    day, rest = words[0], words[1:]
    hour = rest.pop(0) if ":" in rest[0] else "00:00"
    named = dict(word.split("=") for word in rest[1:])
    deal = int(named.pop("deal", 0))
    fields: dict[str, Scalar] = {**named}
    return Happened(instant(map_, f"{day} {hour}"), rest[0], deal=deal, fields=fields)


def instant(map_: Map, text: str) -> int:
    """The instant of `16.03` or `16.03 12:00`."""
    day, _, hour = text.partition(" ")
    moment = read_moment(f"{day}.2026 {hour or '00:00'}", map_.zone)
    assert moment is not None, text
    return moment.at


def day_of(map_: Map, at: int) -> str:
    """An instant as tests write it."""
    local = as_datetime(at, map_.zone)
    return f"{local:%d.%m}" if (local.hour, local.minute) == (0, 0) else f"{local:%d.%m %H:%M}"


def batch(map_: Map, *people: str) -> TrailBatch:
    """A batch of some people's trails."""
    return batch_of([trail(map_, lines) for lines in people])


def placed(map_: Map, lines: str, outages: Sequence[tuple[str, str]] = ()) -> Placed:
    """One person's journeys."""
    silent = [(instant(map_, begun), instant(map_, over)) for begun, over in outages]
    [found] = place(batch(map_, lines), [compile_edition(map_)], as_outages(silent))
    return found


def told(
    map_: Map,
    lines: str,
    *,
    until: str = "31.12",
    outages: Sequence[tuple[str, str]] = (),
    marks: Sequence[str] = ("won", "reversed", "dormant", "awake", "snooze"),
) -> list[str]:
    """What became of one person, up to a day."""
    return moves_of(placed(map_, lines, outages), until=until, marks=marks)


def moves_of(
    found: Placed, *, until: str = "31.12", marks: Sequence[str] = ("won", "reversed")
) -> list[str]:
    """The moves of a batch of one."""
    map_ = found.edition.map
    names = [MOVE_NAMES[int(kind)] for kind in found.kind]
    return [
        f"{day_of(map_, int(at))} {name} {map_.stages[int(stage)].id}"
        for name, stage, at, kind in zip(names, found.stage, found.at, found.kind, strict=True)
        if (kind < 20 or name in marks) and at <= instant(map_, until)
    ]
