"""Several questions answered in one pass over the trails, nothing added up twice.

Trails are read stretch by stretch: the bases of the parts one after another, then everybody
fresh. A stretch is read once for all questions that need it, and each question adds it to its
own state. What a base gave a question before is taken from what is kept (`kept.py`), when it
was made by the same:

    question        its fingerprint: every field of it, of its map the whole text
    base            which opening of which base; events that never were; the list of event names
    people          who of the base is told of elsewhere, because something new came
    moment          any between the instants at which something of it may change (`lasting.py`)

Stages entered are read off a board and not off a base alone: of such a question, and of one
that promises nothing of the moment, only the state of everybody is kept, for that very moment.
Everybody's state holds while neither trails nor boards change.

A question that fails keeps its fault, and the others go on. Between two stretches the work can
be given up: what has not begun by then never does.
"""

from collections import deque
from collections.abc import Callable, Generator, Hashable, Sequence
from concurrent.futures import Future, wait
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from tropa.errors import TropaError
from tropa.live.board import Board
from tropa.measure.questions.fingerprint import fingerprint
from tropa.measure.questions.lasting import ALWAYS, Between, Lasts, lasts_of, same_between
from tropa.measure.questions.query import Query
from tropa.workspace.kept import Found
from tropa.workspace.opening import Workspace
from tropa.workspace.threads import POOL
from tropa.workspace.tracks import Reading, Readings, Stretch, Walk, stretches_of

Told = Callable[[int, int], None]
"""Is told how many of how many stretches are done; what it raises ends the work."""

AHEAD: Final = 4
"""Stretches waiting for a thread: others who ask meanwhile wait for no more than these."""
_TRIES: Final = 3

_T = TypeVar("_T")


@dataclass(eq=False)
class Asking:
    """One question of a pass."""

    query: Query[Any]
    board: Board | None
    reading: Reading
    fault: TropaError | None = None
    """Why it has no state."""
    state: Any = None
    """Everybody's, once there is one; it is not to be changed."""
    is_new: bool = False
    """Whether its state was added up in this pass, and not kept from another."""
    between: Between = ALWAYS
    """The moments its state is good for."""
    stamp: Hashable = None
    """What of the trails and the board its state was made from."""
    _lasts: Lasts | None = field(init=False)
    made_by: bytes | None = field(init=False)
    """What its states are kept under; None where they are not."""

    def __post_init__(self) -> None:
        self._lasts = lasts_of(self.query)
        if self._lasts is None:
            self.made_by = fingerprint(self.query, moment=True)
        else:
            self.made_by = fingerprint(self._lasts.made_by, moment=False)

    @property
    def as_of(self) -> int:
        return self.query.scope.as_of

    @property
    def by_parts(self) -> bool:
        """Whether the state of a base is kept by itself."""
        return bool(self.made_by and self._lasts and self.reading.stages is None)

    def same_between(self, time: NDArray[np.int64]) -> Between:
        """The moments for which a state of these rows is the same."""
        if self._lasts is None or self.reading.stages is not None:
            return Between(self.as_of, self.as_of)
        return same_between(time, self._lasts.lengths, self.as_of)


def askings(questions: Sequence[tuple[Query[Any], Board | None]]) -> list[Asking]:
    """Questions with their boards, ready for one pass."""
    readings = Readings()
    return [Asking(query, board, readings.of(query, board)) for query, board in questions]


def gather(workspace: Workspace, asked: Sequence[Asking], told: Told | None = None) -> None:
    """Give every question the state of everybody, or the fault that kept it from one.

    Args:
        workspace: whose people.
        asked: the questions.
        told: is told of every stretch; what it raises ends the work.
    """
    while_bases_change(lambda: _Pass(workspace, asked).run(told))


def while_bases_change(work: Callable[[], _T]) -> _T:
    """Work that reads a snapshot, begun anew where what it reads was written anew meanwhile."""
    for _ in range(_TRIES - 1):
        try:
            return work()
        except FileNotFoundError:
            # A base's texts are gone with it; what was read of them is not.
            continue
    return work()


def finished(workspace: Workspace, one: Asking) -> dict[str, Any]:
    """The answer of a question that has its state.

    Raises:
        TropaError: the question failed, or its answer would be larger than anybody reads.
    """
    if one.fault is not None:
        raise one.fault
    query, kept = one.query, workspace.kept
    mark = fingerprint(query, moment=True)
    known = kept.get(("answer", mark), one.stamp, one.as_of) if mark else None
    if known is not None:
        return deepcopy(known.value)
    # Telling may put a state in order, and others may be reading this one: a copy is told.
    own = query.merge(query.start(), one.state)
    answer = query.finish(own)
    if one.made_by and one.is_new:
        # In order it is smaller, and sooner told the next time.
        kept.put(("everybody", one.made_by), one.stamp, own, one.between)
    if mark:
        # Whoever gets the answer may change it.
        now = Between(one.as_of, one.as_of)
        kept.put(("answer", mark), one.stamp, deepcopy(answer), now)
    return answer


class _Job(NamedTuple):
    """A stretch on its way."""

    known: list[tuple[Asking, Found]]
    missing: list[Asking]
    future: "Future[list[Found | TropaError]] | None"

    def results(self) -> "list[tuple[Asking, Found | TropaError]]":
        """What each question has of the stretch; waits for it."""
        made = self.future.result() if self.future is not None else []
        return [*self.known, *zip(self.missing, made, strict=True)]


class _Pass:
    """One pass."""

    def __init__(self, workspace: Workspace, asked: Sequence[Asking]) -> None:
        self._kept = workspace.kept
        self._asked = [one for one in asked if one.fault is None]
        # Boards first: what is read later can only be newer than what is written on it.
        boards = [
            one.board.state if one.board is not None and one.reading.stages else None
            for one in self._asked
        ]
        self._snapshot = snapshot = workspace.trails.snapshot()
        for one, board in zip(self._asked, boards, strict=True):
            one.stamp = (snapshot.version, len(snapshot.names), board)
        self._stretches = stretches_of(snapshot)
        self._voided = blake2b(snapshot.voided.tobytes(), digest_size=16).digest()

    def run(self, told: Told | None) -> None:
        """Give every question its state."""
        total, tell = len(self._stretches), told or _nobody
        waiting = [one for one in self._asked if not self._is_whole(one)]
        for one in waiting:
            one.state, one.between, one.is_new = one.query.start(), ALWAYS, True
        if not waiting:
            tell(total, total)
            return
        with closing(self._worked_off(waiting)) as jobs:
            for done, job in enumerate(jobs, 1):
                for one, found in job.results():
                    _take(one, found)
                tell(done, total)

    def _is_whole(self, one: Asking) -> bool:
        """Whether everybody's state is known from before."""
        if not one.made_by:
            return False
        found = self._kept.get(("everybody", one.made_by), one.stamp, one.as_of)
        if found is None:
            return False
        one.state, one.between = found
        return True

    def _worked_off(self, waiting: Sequence[Asking]) -> Generator[_Job]:
        """Stretch after stretch in order, a few of them ahead on threads."""
        ahead: deque[_Job] = deque()
        try:
            for stretch in self._stretches:
                ahead.append(self._begin(stretch, waiting))
                if len(ahead) >= AHEAD:
                    yield ahead[0]
                    ahead.popleft()
            while ahead:
                yield ahead[0]
                ahead.popleft()
        finally:
            # Given up: what has not begun never does, and nothing goes on behind our back.
            wait([job.future for job in ahead if job.future and not job.future.cancel()])

    def _begin(self, stretch: Stretch, waiting: Sequence[Asking]) -> _Job:
        known: list[tuple[Asking, Found]] = []
        missing: list[Asking] = []
        for one in waiting:
            if one.fault is not None:
                continue
            found = self._known(one, stretch)
            if found is None:
                missing.append(one)
            else:
                known.append((one, found))
        future = POOL.submit(self._work, stretch, missing) if missing else None
        return _Job(known, missing, future)

    def _known(self, one: Asking, stretch: Stretch) -> Found | None:
        if stretch.part is None or not one.by_parts:
            return None
        key, stamp = ("part", one.made_by, stretch.part), self._stamp(stretch)
        return self._kept.get(key, stamp, one.as_of)

    def _work(self, stretch: Stretch, asked: Sequence[Asking]) -> list[Found | TropaError]:
        """What each question has of a stretch; runs in a thread of the pool."""
        walk = Walk(stretch, [one.reading for one in asked])
        return [self._added(one, stretch, walk) for one in asked]

    def _added(self, one: Asking, stretch: Stretch, walk: Walk) -> Found | TropaError:
        try:
            track = walk.track(one.reading)
            state = one.query.add(one.query.start(), track)
        except TropaError as fault:
            return fault
        found = Found(state, one.same_between(track.time))
        if stretch.part is not None and one.by_parts:
            key = ("part", one.made_by, stretch.part)
            self._kept.put(key, self._stamp(stretch), *found)
        return found

    def _stamp(self, stretch: Stretch) -> Hashable:
        """Everything a base's state is made from, the question and the moment aside."""
        base = self._snapshot.bases[stretch.part] if stretch.part is not None else None
        opening = base.opening if base is not None else -1
        gone = blake2b(stretch.gone.tobytes(), digest_size=16).digest()
        return opening, len(self._snapshot.names), self._voided, gone


def _nobody(_done: int, _total: int) -> None:
    """Tell no one."""


def _take(one: Asking, found: Found | TropaError) -> None:
    """Merge what a question has of a stretch into what it has."""
    if one.fault is not None:
        return
    if isinstance(found, TropaError):
        one.fault, one.state = found, None
        return
    try:
        one.state = one.query.merge(one.state, found.value)
    except TropaError as fault:
        one.fault, one.state = fault, None
    else:
        one.between = one.between.both(found.between)
