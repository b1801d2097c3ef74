"""Splitting rows: which value each counted event stands for.

A question about events splits them by their own value, unless it asks for their persons':

    all                              of the event itself; a person may stand in several groups
    first, last, trait, segment      as in `by.py`: one value a person, whose events stand there
"""

from dataclasses import replace
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.errors import UsageFault
from tropa.map.kinds import Choice, Number
from tropa.map.shapes import Fields, Key, Short
from tropa.measure.questions.by import By, by_of, groups
from tropa.measure.questions.hits import Hits
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.tally import Value
from tropa.measure.questions.track import Track
from tropa.measure.questions.vocabulary import GROUPS_AT_MOST, FieldName

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

OWN: Final = "all"

_OF_PERSONS: Final = (
    "first — of the person's earliest event that has it; last — of the latest; trait — of the "
    "person; segment — the map's segments"
)


def _split(rules: tuple[str, ...], means: str) -> dict[str, Key]:
    return {
        "field": Key(FieldName(), "The property or trait that splits the answer."),
        "rule": Key(Choice(rules), means),
    }


_TOP: Final = {
    "top": Key(Number(1, GROUPS_AT_MOST, whole=True), "Show so many, the rest as «other». 10")
}
_BY_EVENT: Final = _split(
    (OWN, "first", "last", "trait", "segment"),
    f"Whose value: all — of the counted event itself; {_OF_PERSONS}. all",
)
_BY_PERSON: Final = _split(
    ("first", "last", "trait", "segment"), f"Whose value: {_OF_PERSONS}. first"
)
BY_EVENT: Final = Short(Fields({**_BY_EVENT, **_TOP}), "field")
BY_PERSON: Final = Short(Fields({**_BY_PERSON, **_TOP}), "field")
BY_COLUMN: Final = Short(Fields(_BY_EVENT), "field")
"""One of several splits of events: how many are shown is said once for all."""


class RowGroups(NamedTuple):
    """For each hit the number of its value among `values`."""

    of: Int64
    values: tuple[Value, ...]


def by_event(record: dict[str, Any] | None, scope: Scope) -> By | None:
    """The split of a question about events."""
    by = by_of(record)
    if by is None or record is None:
        return None
    return checked(replace(by, rule=record.get("rule") or OWN), scope)


def by_person(record: dict[str, Any] | None, scope: Scope) -> By | None:
    """The split of a question about persons."""
    by = by_of(record)
    return None if by is None else checked(by, scope)


def checked(by: By, scope: Scope) -> By:
    """A split that can be made.

    Raises:
        UsageFault: it names no field, or segments and there is no map.
    """
    if by.rule == "segment":
        if scope.map is None:
            raise UsageFault("segments_without_map")
    elif not by.field:
        raise UsageFault("by_without_field")
    return by


def groups_of(
    by: By | None, track: Track, scope: Scope, kept: Bools | None, hits: Hits
) -> RowGroups:
    """The group of each hit."""
    if by is None:
        return RowGroups(np.zeros(len(hits.row), np.int64), (None,))
    if by.rule != OWN:
        nobody = np.full(track.units, -1, np.int64)
        of_unit = groups(by, track, scope, kept, nobody)
        return RowGroups(of_unit.of[hits.unit], of_unit.values)
    # To the rule of steps the row itself is the step.
    own = groups(replace(by, rule="step"), track, scope, kept, hits.row)
    return RowGroups(own.of, own.values)
