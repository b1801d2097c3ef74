"""A crash at storage calls of every kind: nothing promised is lost, nothing is there twice.

While keeping, moving, merging, importing, publishing, undoing a merge, backing up.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from crash.moments import every_moment
from live.arriving import END, START, map_text, outcome
from tropa.clock import DAY
from tropa.collect.source import source_of
from tropa.event import Event, event_key
from tropa.keep.block import decode
from tropa.testing import HandClock, Temporary, event
from tropa.workspace.copying import back_up, restore, verify
from tropa.workspace.creation import create_workspace
from tropa.workspace.drafts.publish import publish
from tropa.workspace.intake.importing import choose_mappings, plan_of, take_in
from tropa.workspace.people.merging import merges, undo
from tropa.workspace.rebuilding import forget_derived

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is never lost needs no syncing; that it was asked for is noted still."""

    def never(_: int) -> None:
        return None

    monkeypatch.setattr(os, "fsync", never)


ROWS = "user_id,event,timestamp\nf1,asked,2026-03-03T10:00:00Z\nf2,asked,2026-03-04T10:00:00Z\n"


def some_events(part: int) -> list[Event]:
    """A few people, of whom two turn out to be one."""
    at = START + part * DAY
    return [
        event(f"u{part}", at, "asked", id=f"a{part}"),
        event([f"u{part}", "email:a@x.test"], at + DAY, "visited", id=f"b{part}"),
        event(["anonymous:d1"], at + DAY, "quoted", id=f"c{part}"),
        event([f"u{part}", "anonymous:d1"], at + 2 * DAY, "paid", id=f"d{part}", amount=100),
    ]


def begun(folder: Path) -> Temporary:
    create_workspace(folder, 'language = "en"\n')
    tried = Temporary(folder, HandClock(END))
    tried.draw(map_text("person"))
    return tried


def kept_keys(tried: Temporary) -> Counter[int]:
    """Every event kept, however often."""
    ledger, history = tried.workspace.ledger, tried.workspace.history
    rows = history.scan(ledger.catalogue.files("history")).collect()
    found = Counter[int](rows["key"].to_list())
    for block in ledger.inbox.blocks(0, 1_000_000):
        events = decode(block.data, block.keys, block.checksum)
        found.update(event_key(one.source, one.id) for one in events)
    return found


def assert_whole(tried: Temporary, promised: frozenset[str], sent: set[str]) -> None:
    """What was promised is there, nothing is there twice, and live is what is recomputed."""
    kept = kept_keys(tried)
    keys = {event_key("test", name): name for name in sent}
    missing = [name for name in promised if event_key("test", name) not in kept]
    assert not missing
    assert set(kept.values()) <= {1}
    told = [key for key in kept if key in keys]
    assert len(told) <= len(sent)
    live = outcome(tried)
    tried.compact()
    assert outcome(tried) == live
    tried.workspace.close()
    forget_derived(tried.folder)
    tried.workspace = Temporary(tried.folder, tried.clock).workspace
    assert outcome(tried) == live


def opened(folder: Path) -> Temporary:
    return Temporary(folder, HandClock(END))


def test_keeping_moving_and_merging(tmp_path: Path) -> None:
    tried = begun(tmp_path / "one")
    sent: set[str] = set()
    with every_moment(tried.folder, tmp_path / "moments") as moments:
        for part in range(2):
            events = some_events(part)
            sent |= {one.id for one in events}
            tried.tell(events)
            moments.promised |= {one.id for one in events}
            tried.workspace.live.compact(merge=part > 0)
        moments.copy("done")
    tried.workspace.close()
    assert len(moments.copies) > 50
    for folder, promised in moments.chosen():
        again = opened(folder)
        assert_whole(again, promised, sent)
        again.workspace.close()


def test_publishing_and_undoing_a_merge(tmp_path: Path) -> None:
    tried = begun(tmp_path / "one")
    events = some_events(0)
    tried.tell(events)
    tried.compact()
    promised = frozenset(one.id for one in events)
    [merge] = merges(tried.workspace, 10)
    with every_moment(tried.folder, tmp_path / "moments") as moments:
        publish(tried.workspace, "shop", "first")
        undo(tried.workspace, merge.id)
        tried.compact()
        moments.copy("done")
    tried.workspace.close()
    for folder, _ in moments.chosen():
        again = opened(folder)
        assert_whole(again, promised, set(promised))
        publish(again.workspace, "shop", "again")
        assert len(again.workspace.ledger.catalogue.editions("shop")) == 1
        again.workspace.close()
        once_more = opened(folder)
        assert once_more.workspace.boards["shop"].edition.number == 1
        once_more.workspace.close()


def taken_in(tried: Temporary) -> int:
    """Import the rows; how many were accepted by now, in this run and before."""
    source = source_of(
        ROWS.encode() + b"".join(b"f%d,asked,2026-03-05\n" % n for n in range(9)), "rows.csv"
    )
    [chosen] = choose_mappings(tried.workspace, source, None)
    plan = plan_of(tried.workspace, chosen, None)
    return take_in(tried.workspace, source, plan, lambda _: None).accepted


def test_importing(tmp_path: Path) -> None:
    tried = begun(tmp_path / "one")
    with every_moment(tried.folder, tmp_path / "moments") as moments:
        accepted = taken_in(tried)
        tried.compact()
    expected = outcome(tried), len(kept_keys(tried))
    tried.workspace.close()
    assert accepted == 11
    for folder, _ in moments.chosen():
        again = opened(folder)
        taken_in(again)
        again.compact()
        assert (outcome(again), len(kept_keys(again))) == expected
        assert set(kept_keys(again).values()) == {1}
        [record] = again.workspace.ledger.catalogue.imports()
        assert record.finished
        assert record.counts["rows"] == record.counts["accepted"] == 11
        again.workspace.close()


def test_backing_up(tmp_path: Path) -> None:
    tried = begun(tmp_path / "one")
    tried.tell(some_events(0))
    tried.workspace.live.compact(merge=False)
    tried.tell(some_events(1))
    expected = outcome(tried)
    # Beside the folder, so that a copy of both shows what a kill leaves behind.
    (tmp_path / "beside").mkdir()
    (tmp_path / "one").rename(tmp_path / "beside" / "one")
    tried.workspace.close()
    tried = opened(tmp_path / "beside" / "one")
    with every_moment(tmp_path / "beside", tmp_path / "moments") as moments:
        back_up(tried.workspace, tmp_path / "beside" / "copy.zip")
        moments.copy("done")
    tried.workspace.close()
    for folder, _ in moments.chosen():
        again = opened(folder / "one")
        path = folder / "copy.zip"
        if path.exists():
            verify(path)
            path.unlink()
        back_up(again.workspace, path)
        again.workspace.close()
        assert sorted(one.name for one in folder.iterdir()) == ["copy.zip", "one"]
        restore(path, folder / "restored")
        restored = opened(folder / "restored")
        assert outcome(restored) == expected
        restored.workspace.close()
