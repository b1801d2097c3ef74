"""What is in a workspace after a crash, held against what the writers were told.

Read from the ledger and the history themselves, without the code that serves them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from crash.load import Account
from live.ledger_file import ledger_file
from tropa.event import event_key
from tropa.keep.block import decode


@dataclass(frozen=True)
class Found:
    """What is kept."""

    keys: Counter[int]
    """How often each event is kept."""
    failed: int
    sound: str
    """What SQLite says of its file."""


def found_in(folder: Path) -> Found:
    """Everything kept, in the inbox and in the history the ledger lists."""
    keys: Counter[int] = Counter()
    with ledger_file(folder / "ledger.sqlite") as ledger:
        for data, known, checksum in ledger.execute("SELECT data, keys, checksum FROM inbox"):
            for event in decode(data, known, checksum):
                keys[event_key(event.source, event.id)] += 1
        for (path,) in ledger.execute("SELECT path FROM file WHERE kind = 'history'"):
            keys.update(pl.read_parquet(folder / "history" / path)["key"].to_list())
        [(failed,)] = ledger.execute("SELECT count(*) FROM failed")
        [(sound,)] = ledger.execute("PRAGMA integrity_check")
    return Found(keys, int(failed), str(sound))


def source_of(folder: Path) -> str:
    """The only source there is."""
    with ledger_file(folder / "ledger.sqlite") as ledger:
        [(source,)] = ledger.execute("SELECT id FROM source")
    return str(source)


def broken_promises(folder: Path, accounts: Iterable[Account]) -> list[str]:
    """Every promise that was not kept, in a sentence; nothing when all were."""
    told, found, source = list(accounts), found_in(folder), source_of(folder)
    acknowledged = set[str]().union(*(one.acknowledged for one in told))
    sent = set[str]().union(*(one.sent for one in told))
    known = {event_key(source, name): name for name in sent}
    complaints: list[str] = []

    lost = [name for name in acknowledged if event_key(source, name) not in found.keys]
    doubled = [known.get(key, "?") for key, times in found.keys.items() if times > 1]
    strange = [key for key in found.keys if key not in known]
    answered, attempted = (sum(one.bad[at] for one in told) for at in (0, 1))
    for one in told:
        said = one.said
        if said["sent"] != said["accepted"] + said["duplicates"] + said["failed"]:
            complaints.append(f"answers do not add up: {dict(said)}")
    if lost:
        complaints.append(f"{len(lost)} acknowledged events are lost: {sorted(lost)[:3]}")
    if doubled:
        complaints.append(f"{len(doubled)} events are kept twice: {sorted(doubled)[:3]}")
    if strange:
        complaints.append(f"{len(strange)} events nobody sent")
    if not answered <= found.failed <= attempted:
        complaints.append(f"{found.failed} failed, of {answered} to {attempted} bad ones sent")
    if found.sound != "ok":
        complaints.append(found.sound)
    return complaints
