"""Portraits of buyers: who may be chosen to look at the map as, and whose numbers those are.

A portrait stands in the segment it portrays, and is then known by the segment's name; or by
itself among `personas`, and says which segment it is of. People behind it are the segment's: a
portrait has no condition of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from tropa.map.document import Map


@dataclass(frozen=True, slots=True)
class Portrait:
    """A buyer's portrait by name."""

    id: str
    title: str
    segment: str | None
    """None where it says of nobody in particular."""


def portraits_of(map_: Map) -> list[Portrait]:
    """Every portrait of a map, those of segments first; no two share a name."""
    found = [
        Portrait(one.id, _called(cast("Mapping[str, object]", record), one.title), one.id)
        for one in map_.segments
        if isinstance(record := one.record.get("persona"), dict)
    ]
    for name, record in map_.records("personas").items():
        segment = record.get("segment")
        told = segment if isinstance(segment, str) else None
        found.append(Portrait(name, _called(record, name), told))
    return found


def _called(record: Mapping[str, object], otherwise: str) -> str:
    """What people call the buyer: by name, by title, or as the segment is called."""
    for key in ("name", "title"):
        value = record.get(key)
        if isinstance(value, dict):
            value = cast("Mapping[str, object]", value).get("value")
        if isinstance(value, str) and value.strip():
            return value.strip()
    return otherwise
