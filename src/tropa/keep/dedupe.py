"""Which events are known already: for ever, and without slowing down.

Keys of events still in the inbox are in memory (their bytes stand in the inbox's blocks). Older
ones lie in *runs*: sorted, immutable files of 16-byte keys and 8-byte body hashes, mapped into
memory and searched by halves. A few large runs are kept rather than many small ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from tropa.keep.block import BODY_SIZE, KEY_SIZE

Words = NDArray[np.uint64]

RECORD: Final = KEY_SIZE + BODY_SIZE


class KeyRun(Protocol):
    """One sorted run of keys."""

    @property
    def path(self) -> str: ...

    @property
    def high(self) -> Words:
        """The first half of each key, rising."""
        ...

    @property
    def low(self) -> Words:
        """The second half; rising where the first is equal."""
        ...

    @property
    def body(self) -> Words: ...


@dataclass
class KeyIndex:
    """All keys ever kept."""

    recent: dict[bytes, bytes] = field(default_factory=dict[bytes, bytes])
    runs: list[KeyRun] = field(default_factory=list[KeyRun])

    def known(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Of these keys, those kept already, with the hash of their body."""
        recent = self.recent
        found = {key: recent[key] for key in keys if key in recent}
        if self.runs:
            left = [key for key in keys if key not in found] if found else keys
            wanted = split(b"".join(left), KEY_SIZE) if left else np.zeros((0, 2), np.uint64)
            for run in self.runs:
                for at, body in _look_up(run, wanted[:, 0], wanted[:, 1]):
                    found[left[at]] = body
        return found

    def learn(self, records: bytes) -> None:
        """Keys and bodies of a block just kept."""
        for at in range(0, len(records), RECORD):
            self.recent[records[at : at + KEY_SIZE]] = records[at + KEY_SIZE : at + RECORD]

    def forget(self, records: bytes) -> None:
        """Keys that a run holds from now on."""
        for at in range(0, len(records), RECORD):
            self.recent.pop(records[at : at + KEY_SIZE], None)


def split(records: bytes, size: int) -> Words:
    """Bytes as rows of big-endian words, whose order is the order of the bytes."""
    return np.frombuffer(records, ">u8").astype(np.uint64).reshape(-1, size // 8)


def sorted_run(records: bytes) -> tuple[Words, Words, Words]:
    """Keys and bodies in the order a run keeps them."""
    rows = split(records, RECORD)
    order = np.lexsort((rows[:, 1], rows[:, 0]))
    return rows[order, 0], rows[order, 1], rows[order, 2]


def merged_runs(runs: Sequence[KeyRun]) -> tuple[Words, Words, Words]:
    """Several runs as one."""
    high = np.concatenate([run.high for run in runs])
    low = np.concatenate([run.low for run in runs])
    body = np.concatenate([run.body for run in runs])
    order = np.lexsort((low, high))
    return high[order], low[order], body[order]


def _look_up(run: KeyRun, high: Words, low: Words) -> list[tuple[int, bytes]]:
    found: list[tuple[int, bytes]] = []
    at = np.searchsorted(run.high, high)
    # Half a key is unique but for chance: almost never is a second row looked at.
    for wanted in np.flatnonzero(at < len(run.high)):
        row = int(at[wanted])
        while row < len(run.high) and run.high[row] == high[wanted]:
            if run.low[row] == low[wanted]:
                found.append((int(wanted), int(run.body[row]).to_bytes(8, "big")))
                break
            row += 1
    return found
