"""Decisions of a month: of a weak link, what is changed, by whom, until when, what should move.

Each is a file `decisions/MAP/MONTH.STAGE.json` of the workspace: one of a month and the stage
its link begins at. Whoever writes over a decision says which one they saw; where another stands
there by now, nothing is written.
"""

import logging
import re
import threading
from datetime import date
from pathlib import Path
from typing import Final

import msgspec

from tropa.clock import Instant
from tropa.errors import RequestFault, UsageFault
from tropa.measure.outcome import Moving
from tropa.parts.files import write_whole

FOLDER: Final = "decisions"
LARGEST: Final = 64 << 10
"""Bytes of one decision."""
LONGEST: Final = 2_000
"""Characters of what is to be changed."""
LONGEST_NAME: Final = 120

_SUFFIX: Final = ".json"
_MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_EARLIEST: Final = 1971
_LATEST: Final = 9000
_MAP: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_STAGE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,62}")
_LOG: Final = logging.getLogger("tropa.decisions")
_WRITING: Final = threading.Lock()


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was decided of one link in one month."""

    month: str
    """`2026-11`."""
    stage: str
    """The stage that the link begins at."""
    change: str
    """What we change."""
    owner: str
    due: str
    """The day by which: `2026-12-15`."""
    moves: Moving
    target: float
    """What the number should come to: a share 0…1, people, sales, major units of money."""
    made: Instant
    by: str = ""
    """Who wrote it down; empty where nobody has an account."""


def decisions(folder: Path, map_id: str) -> list[Decision]:
    """Every decision on a map, the latest month first."""
    home = folder / FOLDER / map_id
    if not _MAP.fullmatch(map_id) or not home.is_dir():
        return []
    found = [_read(path) for path in sorted(home.glob(f"*{_SUFFIX}"), reverse=True)]
    return [one for one in found if one is not None]


def decision(folder: Path, map_id: str, month: str, stage: str) -> Decision | None:
    """The decision of a month on the link that begins at a stage.

    Raises:
        UsageFault: there can be no such month or stage.
    """
    return _read(_path(folder, map_id, month, stage))


def decide(folder: Path, map_id: str, made: Decision, seen: Instant | None) -> Decision:
    """Write a decision down.

    Args:
        folder: of the workspace.
        map_id: of a map there is.
        made: the decision.
        seen: when the decision that is written over was made; None for a new one.

    Raises:
        UsageFault: something in it is out of bounds.
        RequestFault: another decision stands there than the one that was seen.
    """
    kept = _checked(made)
    path = _path(folder, map_id, kept.month, kept.stage)
    with _WRITING:
        _refuse_other(_read(path), seen)
        write_whole(path, msgspec.json.format(msgspec.json.encode(kept), indent=2) + b"\n")
    return kept


def undecide(folder: Path, map_id: str, month: str, stage: str, seen: Instant) -> Decision:
    """Take a decision back.

    Raises:
        UsageFault: there can be no such month or stage.
        RequestFault: there is none, or another than the one that was seen.
    """
    path = _path(folder, map_id, month, stage)
    with _WRITING:
        there = _read(path)
        if there is None:
            raise RequestFault("no_decision", status=404, found=month)
        _refuse_other(there, seen)
        path.unlink(missing_ok=True)
    return there


def _refuse_other(there: Decision | None, seen: Instant | None) -> None:
    if (there.made if there else None) != seen:
        raise RequestFault("decision_changed", status=409)


def _checked(one: Decision) -> Decision:
    change, owner = one.change.strip(), " ".join(one.owner.split())
    if not 0 < len(change) <= LONGEST or not change.replace("\n", "").isprintable():
        raise UsageFault("field_wrong", field="change")
    if not 0 < len(owner) <= LONGEST_NAME or not owner.isprintable():
        raise UsageFault("field_wrong", field="owner")
    try:
        due = date.fromisoformat(one.due).isoformat()
    except ValueError as fault:
        raise UsageFault("field_wrong", field="due") from fault
    # A share lies between nothing and all; people and sales are never fewer than nobody.
    highest = 1.0 if one.moves == "rate" else 1e15
    if not 0 <= one.target <= highest:
        raise UsageFault("field_wrong", field="target")
    return msgspec.structs.replace(one, change=change, owner=owner, due=due)


def month_of(text: str) -> int:
    """A month, `2026-11`, counted from January 1970.

    Raises:
        UsageFault: it is none.
    """
    if not _MONTH.fullmatch(text) or not _EARLIEST <= int(text[:4]) <= _LATEST:
        raise UsageFault("bad_month", found=text[:20])
    return (int(text[:4]) - 1970) * 12 + int(text[5:]) - 1


def _path(folder: Path, map_id: str, month: str, stage: str) -> Path:
    month_of(month)
    if not _MAP.fullmatch(map_id) or not _STAGE.fullmatch(stage):
        raise UsageFault("field_wrong", field="stage")
    return folder / FOLDER / map_id / f"{month}.{stage}{_SUFFIX}"


def _read(path: Path) -> Decision | None:
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
            return None
        return msgspec.json.decode(path.read_bytes(), type=Decision)
    except (OSError, msgspec.DecodeError) as fault:
        # Somebody's hand was in it; what else there is is told all the same.
        _LOG.warning("decision %s cannot be read: %s", path.name, fault)
        return None
