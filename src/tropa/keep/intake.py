"""Intake: requests wait a moment for one another and are kept in one commit.

One thread keeps; whoever offers something gets its outcome only after the commit is on disk. A
known event is a duplicate; the same id with other content is a failed event, with its content.
When the ledger cannot keep, everybody waiting is told so and nothing is half done.
"""

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final

from msgspec import structs

from tropa.clock import Instant
from tropa.errors import Unavailable
from tropa.event import Event
from tropa.keep.block import Block, encode, event_ids
from tropa.keep.dedupe import KeyIndex
from tropa.keep.erasure import Forgotten
from tropa.keep.ledger import Addition, Failed, Inbox, Position, Progress

EVENTS_AT_ONCE: Final = 2_000
"""A commit takes about so many events."""
PATIENCE: Final = 0.002
"""Seconds a commit waits for others to join."""

_PATIENCE_OF_CALLERS: Final = 300.0

CONFLICT: Final = "message_id_conflict"


@dataclass(frozen=True, slots=True)
class Offer:
    """What one request or one chunk of a file offers to be kept."""

    source: str
    received: Instant
    events: Sequence[Event] = ()
    bodies: Sequence[bytes] = ()
    failed: Sequence[Failed] = ()
    raw: Callable[[int], bytes] | None = None
    """The original text of an event, asked for only when it must wait as failed."""
    replayed: Sequence[int] = ()
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an offer: offered = accepted + duplicates + conflicts + erased."""

    accepted: int
    duplicates: int
    conflicts: tuple[int, ...] = ()
    """Indexes of events whose id came with other content before."""
    position: Position = 0
    erased: int = 0
    """Events about people who were erased: they are not kept."""


@dataclass
class _Waiting:
    offer: Offer
    future: Future[Outcome]


@dataclass(slots=True)
class _Kept:
    """What is left of an offer once duplicates are out."""

    block: Block | None
    outcome: Outcome
    failed: list[Failed] = field(default_factory=list[Failed])


class Intake:
    """The one door into the ledger."""

    def __init__(
        self,
        inbox: Inbox,
        keys: KeyIndex,
        committed: Callable[[Position], None] = lambda _: None,
        forgotten: Forgotten | None = None,
        unnamed: Callable[[bytes], bytes] = lambda properties: properties,
    ) -> None:
        """Start the keeping thread.

        Args:
            inbox: where blocks go.
            keys: all keys known; only this thread reads and teaches it.
            committed: told the newest position after each commit.
            forgotten: names that may not come back.
            unnamed: properties of an event without such names of others.
        """
        self._inbox, self._keys = inbox, keys
        self.forgotten = Forgotten("", ()) if forgotten is None else forgotten
        self._unnamed = unnamed
        self.committed = committed
        self._offers: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        # Whoever pauses may move keys meanwhile, which pauses, too.
        self._turn = threading.RLock()
        self._thread = threading.Thread(target=self._work, name="intake", daemon=True)
        self._thread.start()

    def offer(self, offer: Offer) -> Future[Outcome]:
        """Ask for something to be kept; the outcome comes after it is on disk."""
        future: Future[Outcome] = Future()
        self._offers.put(_Waiting(offer, future))
        return future

    def keep(self, offer: Offer) -> Outcome:
        """Offer and wait."""
        return self.offer(offer).result(timeout=_PATIENCE_OF_CALLERS)

    def paused(self) -> AbstractContextManager[object]:
        """Held while keys move from memory into a run; nothing is kept meanwhile."""
        return self._turn

    def close(self) -> None:
        """Keep what was offered, then stop."""
        self._offers.put(None)
        self._thread.join()

    def _work(self) -> None:
        open_ = True
        while open_:
            first = self._offers.get()
            if first is None:
                return
            group, open_ = self._gather(first)
            with self._turn:
                self._keep(group)

    def _gather(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        group, events = [first], len(first.offer.events)
        while events < EVENTS_AT_ONCE:
            try:
                further = self._offers.get(timeout=PATIENCE if self._offers.empty() else None)
            except queue.Empty:
                break
            if further is None:
                return group, False
            group.append(further)
            events += len(further.offer.events)
        return group, True

    def _keep(self, group: list[_Waiting]) -> None:
        fresh: dict[bytes, bytes] = {}
        try:
            for waiting in group:
                waiting.offer = self._without_erased(waiting.offer)
            sifted = [self._sift(waiting.offer, fresh) for waiting in group]
            positions = self._inbox.commit(
                [
                    _addition(waiting.offer, kept)
                    for waiting, kept in zip(group, sifted, strict=True)
                ]
            )
        except Exception as fault:
            for waiting in group:
                waiting.future.set_exception(_as_unavailable(fault))
            return
        newest = 0
        for waiting, kept, at in zip(group, sifted, positions, strict=True):
            if kept.block is not None:
                self._keys.learn(kept.block.keys)
            position = at[-1] if at else 0
            newest = max(newest, position)
            waiting.future.set_result(replace(kept.outcome, position=position))
        if newest:
            self.committed(newest)

    def _sift(self, offer: Offer, fresh: dict[bytes, bytes]) -> _Kept:
        """Leave out who was erased and what is known; `fresh` holds what this commit adds."""
        if not self.forgotten:
            return self._sift_known(offer, fresh)
        places = self._welcome(offer)
        if len(places) < len(offer.events):
            kept = self._sift_some(offer, places, fresh)
        else:
            kept = self._sift_known(self._without_names(offer), fresh)
        kept.failed = self._may_wait(kept.failed)
        return kept

    def _without_erased(self, offer: Offer) -> Offer:
        """What fails and speaks of somebody erased does not wait, either."""
        if not (self.forgotten and offer.failed):
            return offer
        return replace(offer, failed=self._may_wait(offer.failed))

    def _may_wait(self, failed: Sequence[Failed]) -> list[Failed]:
        return [one for one in failed if not self.forgotten.speaks(one.raw)]

    def _without_names(self, offer: Offer) -> Offer:
        """Events that name somebody erased stay: they are others' own. The name does not."""
        said = [self._unnamed(event.properties) for event in offer.events]
        events = [
            event if after is event.properties else structs.replace(event, properties=after)
            for event, after in zip(offer.events, said, strict=True)
        ]
        return replace(offer, events=events)

    def _welcome(self, offer: Offer) -> list[int]:
        bears = self.forgotten.bears
        return [at for at, event in enumerate(offer.events) if not bears(event)]

    def _sift_some(self, whole: Offer, places: list[int], fresh: dict[bytes, bytes]) -> _Kept:
        """Of an offer these events alone; what is said of them speaks of their places in it."""

        def raw(at: int) -> bytes:
            return whole.raw(places[at]) if whole.raw else b""

        some = replace(
            whole,
            events=[whole.events[at] for at in places],
            bodies=[whole.bodies[at] for at in places],
            raw=raw if whole.raw else None,
        )
        kept = self._sift_known(self._without_names(some), fresh)
        kept.outcome = replace(
            kept.outcome,
            conflicts=tuple(places[at] for at in kept.outcome.conflicts),
            erased=len(whole.events) - len(places),
        )
        return kept

    def _sift_known(self, offer: Offer, fresh: dict[bytes, bytes]) -> _Kept:
        ids = event_ids(offer.source, offer.events)
        known = self._keys.known(ids)
        if not known and fresh.keys().isdisjoint(ids) and len(set(ids)) == len(ids):
            fresh.update(zip(ids, offer.bodies, strict=True))
            keys = b"".join(chain.from_iterable(zip(ids, offer.bodies, strict=True)))
            return _kept(offer, offer.events, keys, 0, (), [])
        events: list[Event] = []
        records: list[bytes] = []
        duplicates, conflicts, failed = 0, list[int](), list[Failed]()
        for at, (key, body) in enumerate(zip(ids, offer.bodies, strict=True)):
            before = known.get(key) or fresh.get(key)
            if before is None:
                fresh[key] = body
                events.append(offer.events[at])
                records += (key, body)
            elif before == body:
                duplicates += 1
            else:
                conflicts.append(at)
                failed.append(_conflict(offer, at))
        return _kept(offer, events, b"".join(records), duplicates, tuple(conflicts), failed)


def _kept(
    offer: Offer,
    events: Sequence[Event],
    keys: bytes,
    duplicates: int,
    conflicts: tuple[int, ...],
    failed: list[Failed],
) -> _Kept:
    block = encode(offer.source, offer.received, events, keys) if events else None
    return _Kept(block, Outcome(len(events), duplicates, conflicts), failed)


def _conflict(offer: Offer, at: int) -> Failed:
    event = offer.events[at]
    raw = offer.raw(at) if offer.raw is not None else event.properties
    return Failed(offer.source, offer.received, CONFLICT, "messageId", raw, {"id": event.id})


def _addition(offer: Offer, kept: _Kept) -> Addition:
    return Addition(
        [kept.block] if kept.block is not None else [],
        [*offer.failed, *kept.failed],
        offer.replayed,
        None if offer.progress is None else _counted(offer.progress, kept.outcome),
    )


def _counted(progress: Progress, outcome: Outcome) -> Progress:
    added = {
        "accepted": outcome.accepted,
        "duplicates": outcome.duplicates,
        "conflicts": len(outcome.conflicts),
    }
    if outcome.erased:
        added["erased"] = outcome.erased
    before = progress.counts
    counts = dict(before) | {name: before.get(name, 0) + n for name, n in added.items()}
    return replace(progress, counts=counts)


def _as_unavailable(fault: Exception) -> Exception:
    if isinstance(fault, Unavailable):
        return fault
    unavailable = Unavailable("unavailable", problem=type(fault).__name__)
    unavailable.__cause__ = fault
    return unavailable
