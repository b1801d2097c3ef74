"""The one door: duplicates, conflicts, and what happens when nothing can be kept."""

import threading
from collections.abc import Generator, Sequence

import pytest

from tropa.engines.sqlite.ledger import SqliteLedger, open_ledger
from tropa.errors import Unavailable
from tropa.event import Event
from tropa.keep.block import body_hash, decode
from tropa.keep.dedupe import KeyIndex
from tropa.keep.intake import CONFLICT, Intake, Offer, Outcome
from tropa.keep.ledger import Addition, Failed, Position
from tropa.testing import event


@pytest.fixture
def ledger() -> Generator[SqliteLedger]:
    opened = open_ledger(None)
    yield opened
    opened.close()


def offer(*events: Event, body: bytes = b"") -> Offer:
    bodies = [body_hash(body or one.id.encode()) for one in events]
    return Offer("test", 1, events, bodies)


def ids(ledger: SqliteLedger) -> list[str]:
    blocks = ledger.inbox.blocks(0, 1_000)
    return [one.id for kept in blocks for one in decode(kept.data, kept.keys, kept.checksum)]


def told(number: int) -> Event:
    return event("ann", 1, "asked", id=f"m{number}")


def test_the_same_event_again_is_a_duplicate_and_another_under_its_id_a_conflict(
    ledger: SqliteLedger,
) -> None:
    intake = Intake(ledger.inbox, KeyIndex())
    assert intake.keep(offer(told(1), told(2))) == Outcome(2, 0, (), 1)
    assert intake.keep(offer(told(2), told(3), told(3))) == Outcome(1, 2, (), 2)
    assert intake.keep(offer(told(1), body=b"other")) == Outcome(0, 0, (0,), 0)
    assert ids(ledger) == ["m1", "m2", "m3"]
    assert ledger.failed.counts() == {CONFLICT: 1}
    intake.close()


def test_many_at_once_are_kept_once(ledger: SqliteLedger) -> None:
    intake = Intake(ledger.inbox, KeyIndex())
    outcomes: list[Outcome] = []

    def send(turn: int) -> None:
        some = [told(turn * 5 + number) for number in range(10)]
        outcomes.append(intake.keep(offer(*some)))

    threads = [threading.Thread(target=send, args=(turn,)) for turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    intake.close()
    assert sorted(ids(ledger)) == sorted({f"m{number}" for number in range(45)})
    assert sum(one.accepted for one in outcomes) == 45
    assert sum(one.duplicates for one in outcomes) == 80 - 45


class Full:
    """An inbox whose disk is full until told otherwise."""

    def __init__(self, ledger: SqliteLedger) -> None:
        self.full, self._inbox = True, ledger.inbox

    def commit(self, additions: Sequence[Addition]) -> list[list[Position]]:
        if self.full:
            raise OSError(28, "no space left")
        return self._inbox.commit(additions)

    def __getattr__(self, name: str) -> object:
        return getattr(self._inbox, name)


def test_what_could_not_be_kept_is_not_known_and_can_be_sent_again(
    ledger: SqliteLedger,
) -> None:
    inbox = Full(ledger)
    intake = Intake(inbox, KeyIndex())  # type: ignore[arg-type]
    with pytest.raises(Unavailable):
        intake.keep(offer(told(1)))
    inbox.full = False
    assert intake.keep(offer(told(1))).accepted == 1
    assert intake.keep(offer(told(1))).duplicates == 1
    intake.close()
    assert ids(ledger) == ["m1"]


def test_a_failed_event_is_kept_in_the_same_commit_as_its_neighbours(
    ledger: SqliteLedger,
) -> None:
    intake = Intake(ledger.inbox, KeyIndex())
    bad = Failed("test", 1, "no_event_name", "[1]", b"{}")
    some = told(1)
    intake.keep(Offer("test", 1, [some], [body_hash(b"")], [bad]))
    intake.close()
    assert ledger.failed.counts() == {"no_event_name": 1}
    assert ids(ledger) == ["m1"]
