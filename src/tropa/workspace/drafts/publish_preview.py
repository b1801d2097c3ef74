"""What publishing a draft would do, before it is done: what changes, and who stands elsewhere.

A journey keeps the edition it opened under, so that publishing moves nobody by new rules. But
the map is shown by its latest edition: whoever stands at a stage that is no more is shown at
the nearest one before it. That is what is counted here.
"""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from tropa.clock import Instant
from tropa.errors import TropaError, WorkspaceFault
from tropa.keep.ledger import PublishedEdition
from tropa.live.board import Board
from tropa.map.check import check
from tropa.map.compare import Difference, differences
from tropa.map.document import Map
from tropa.map.finding import Finding, MapRefused
from tropa.map.read import read_map
from tropa.measure.run import Slice
from tropa.place.standing import STAGE, STATUS, stand
from tropa.place.state import ACTIVE
from tropa.workspace.answers import board_of
from tropa.workspace.drafts.draft import Draft, content, open_draft
from tropa.workspace.opening import Workspace
from tropa.workspace.threads import on_threads


@dataclass(frozen=True, slots=True)
class Shift:
    """People who would be shown at another stage."""

    before: str
    after: str
    count: int


@dataclass(frozen=True, slots=True)
class People:
    """Where the people under way would be shown."""

    active: int
    moves: tuple[Shift, ...]

    @property
    def stay(self) -> int:
        return self.active - sum(one.count for one in self.moves)


@dataclass(frozen=True)
class Preview:
    """What publishing would do."""

    draft: Draft
    former: PublishedEdition | None
    map: Map | None
    """The draft's; None where it cannot be read."""
    former_map: Map | None
    same: bool
    differences: tuple[Difference, ...] = ()
    people: People = People(0, ())
    in_the_way: tuple[Finding, ...] = ()
    advice: tuple[Finding, ...] = ()
    faults: tuple[TropaError, ...] = field(default=())
    """What else stands in the way."""

    @property
    def possible(self) -> bool:
        return not (self.same or self.in_the_way or self.faults or self.map is None)


def preview(workspace: Workspace, map_id: str) -> Preview:
    """What publishing the draft would do now.

    Raises:
        WorkspaceFault: no such map, or it has no draft.
    """
    draft = open_draft(workspace, map_id)
    editions = workspace.ledger.catalogue.editions(map_id)
    former = editions[-1] if editions else None
    same = former is not None and former.digest == draft.digest
    data = workspace.maps.edition(map_id, former.number) if former else None
    former_map = read_map(data) if data else None
    try:
        map_ = read_map(draft.data, f"maps/{map_id}.yaml")
    except MapRefused as fault:
        return Preview(draft, former, None, former_map, same, in_the_way=tuple(fault.findings))
    found = check(map_, launch=True)
    before = (content(data) if data else None) or {}
    return Preview(
        draft,
        former,
        map_,
        former_map,
        same,
        tuple(differences(before, content(draft.data) or {})) if former else (),
        _people(workspace, map_id, map_, former_map, workspace.clock.now()),
        tuple(one for one in found if one.severity == "error"),
        tuple(one for one in found if one.severity == "launch"),
        tuple(_faults(map_id, map_, former_map)),
    )


def _faults(map_id: str, map_: Map, former: Map | None) -> list[TropaError]:
    found: list[TropaError] = []
    if map_.id != map_id:
        found.append(WorkspaceFault("map_name_differs", found=map_.id, wanted=map_id))
    if former is not None and former.unit != map_.unit:
        found.append(WorkspaceFault("unit_changed", found=map_.unit))
    return found


def _people(
    workspace: Workspace, map_id: str, map_: Map, former: Map | None, now: Instant
) -> People:
    if not map_.stages:
        return People(0, ())
    try:
        board = board_of(workspace, map_id)
    except (MapRefused, WorkspaceFault):
        return People(0, ())
    counts = shifts(board, map_, now) if former else shifts(board, board.edition.map, now)
    moves = tuple(
        Shift(start, end, count)
        for (start, end), count in sorted(counts.items())
        if start != end
    )
    return People(sum(counts.values()), moves)


def shifts(board: Board, map_: Map, now: Instant) -> Counter[tuple[str, str]]:
    """How many people under way are shown at which stage, by the board's map and by another."""
    own = board.edition.map
    width = len(map_.stages)

    def work(part: Slice) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        before = part.stand(now, own)
        after = stand(part.placed, now, map_, part.alive)
        active = before.valid & (before.column(STATUS) == ACTIVE)
        pairs = before.column(STAGE)[active] * width + after.column(STAGE)[active]
        return np.bincount(pairs, minlength=len(own.stages) * width)

    counts = np.zeros(len(own.stages) * width, np.int64)
    for added in on_threads(work, board.slices()):
        counts += added
    return Counter(
        {
            (own.stages[at // width].id, map_.stages[at % width].id): int(counts[at])
            for at in np.flatnonzero(counts).tolist()
        }
    )
