"""What those who work with people note down: tasks, whose a person is, who was turned away.

Such events are few among all others. A shelf never changes, so what it tells of them is read
once and remembered for as long as it lives; of a hundred million other events nothing but the
number of their name is looked at.
"""

import math
import threading
import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any, Final, cast

import msgspec
import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.event import event_key
from tropa.measure.due import due_of
from tropa.measure.open_tasks import CREATED, ENDED
from tropa.parts.shelf import Shelf
from tropa.parts.snapshot import Snapshot

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

OWNED, REJECTED = 2, 3
"""Somebody got an owner; a lead was turned away. CREATED and ENDED are the measure's."""
ASSIGNED_EVENT: Final = "owner_assigned"
REJECTED_EVENT: Final = "lead_rejected"
KINDS: Final = {
    "task_created": CREATED,
    "task_done": ENDED,
    "task_cancelled": ENDED,
    ASSIGNED_EVENT: OWNED,
    REJECTED_EVENT: REJECTED,
}
_DECODE: Final = msgspec.json.Decoder(dict[str, Any])
Said = dict[str, Any]


@dataclass(frozen=True)
class Rows:
    """Such events of one shelf or of several."""

    person: Int64
    deal: Int64
    at: Int64
    key: Int64
    task: Int64
    """Numbers of the ids of tasks; 0 where it is of none."""
    kind: Int64
    said: Sequence[Said]
    """Their properties."""
    _due: dict[str, Int64] = field(default_factory=dict[str, Int64])

    def due(self, zone: tzinfo) -> Int64:
        """By when, of creations that say so; FOREVER of all others."""
        known = self._due.get(str(zone))
        if known is None:
            known = self._due[str(zone)] = np.asarray(
                [_due(one, zone) for one in self.said], np.int64
            )
        return known

    def only(self, rows: Int64 | Bools) -> "Rows":
        """Some of them."""
        some = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
        return Rows(
            self.person[some],
            self.deal[some],
            self.at[some],
            self.key[some],
            self.task[some],
            self.kind[some],
            [self.said[at] for at in some.tolist()],
            {zone: one[some] for zone, one in self._due.items()},
        )


def noted(snapshot: Snapshot, zone: tzinfo) -> Rows:
    """Everybody's, each counted once; those that never were left out."""
    numbers = [at for at, name in enumerate(snapshot.names) if name in KINDS]
    kinds = np.zeros(len(snapshot.names), np.int64)
    for at in numbers:
        kinds[at] = KINDS[snapshot.names[at]]
    shelves = snapshot.shelves() if numbers else []
    found = [
        _counting(_remembered(shelf, numbers, kinds, zone), number, snapshot)
        for number, shelf in shelves
    ]
    whole = _together([one for one in found if len(one.at)], zone)
    if not len(snapshot.voided):
        return whole
    return whole.only(~np.isin(whole.key, snapshot.voided))


def _counting(rows: Rows, number: int, snapshot: Snapshot) -> Rows:
    """Without persons that a later shelf tells from the beginning."""
    if not len(rows.at):
        return rows
    counts = snapshot.counting(rows.person, number)
    return rows if counts.all() else rows.only(counts)


# ---------------------------------------------------------------- one shelf, once

_LOCK: Final = threading.Lock()
_MEMORY: Final[dict[int, tuple["weakref.ref[Shelf]", Rows]]] = {}


def _remembered(shelf: Shelf, numbers: Sequence[int], kinds: Int64, zone: tzinfo) -> Rows:
    with _LOCK:
        known = _MEMORY.get(id(shelf))
        if known is None or known[0]() is not shelf:
            rows = _rows_of(shelf, numbers, kinds)
            known = _MEMORY[id(shelf)] = weakref.ref(shelf, _forget(id(shelf))), rows
        known[1].due(zone)
        return known[1]


def _forget(number: int) -> "Any":
    def gone(dead: "weakref.ref[Shelf]") -> None:
        # Another shelf may have come to lie in the same place.
        known = _MEMORY.get(number)
        if known is not None and known[0] is dead:
            del _MEMORY[number]

    return gone


def _rows_of(shelf: Shelf, numbers: Sequence[int], kinds: Int64) -> Rows:
    row = np.flatnonzero(np.isin(shelf.code, np.asarray(numbers, np.uint16)))
    if not len(row):
        return _together([], None)
    texts = cast("list[str | None]", shelf.texts().gather(row).to_list())
    said = [_decoded(text) for text in texts]
    owner = np.searchsorted(shelf.offsets, row, side="right") - 1
    task = [_task(one) for one in said]
    rows = Rows(
        person=shelf.persons[owner],
        deal=shelf.deal[row] if len(shelf.deal) else np.zeros(len(row), np.int64),
        at=shelf.time[row],
        key=shelf.key[row],
        task=np.asarray(task, np.int64),
        kind=kinds[shelf.code[row]],
        said=said,
    )
    # What is of a task and does not say of which one tells of none.
    told = (rows.task != 0) | (rows.kind >= OWNED)
    return rows if told.all() else rows.only(told)


def _decoded(text: str | None) -> Said:
    try:
        return _DECODE.decode(text or "{}")
    except msgspec.DecodeError:
        return {}


def _task(said: Said) -> int:
    stated = said.get("task")
    text = str(stated).strip() if isinstance(stated, str | int) else ""
    return event_key("task", text) if text else 0


def _due(said: Said, zone: tzinfo) -> int:
    stated = said.get("due")
    if not isinstance(stated, str | int | float) or stated == "":
        return FOREVER
    found = due_of(stated, zone)
    return FOREVER if math.isnan(found) else int(found)


def _together(parts: Iterable[Rows], zone: tzinfo | None) -> Rows:
    parts = list(parts)
    nothing = np.zeros(0, np.int64)

    def joined(name: str) -> Int64:
        return np.concatenate([nothing, *(cast("Int64", getattr(one, name)) for one in parts)])

    due: dict[str, Int64] = {}
    if zone is not None:
        due[str(zone)] = np.concatenate([nothing, *(one.due(zone) for one in parts)])
    said = [one for part in parts for one in part.said]
    return Rows(
        joined("person"),
        joined("deal"),
        joined("at"),
        joined("key"),
        joined("task"),
        joined("kind"),
        said,
        due,
    )
