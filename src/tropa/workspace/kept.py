"""What questions have added up, kept in memory for the next one, and never more than so much.

Three things are kept, each under the question's fingerprint:

    part        the state of one part's base (`one_pass.py` says what it is made by)
    everybody   the state of all people together
    answer      the answer itself, for the very moment it was asked for; so are the map's own
                figures of a past moment (`answers.py`)

Beside each stands a stamp: everything of the trails and boards it was made from. Under another
stamp nothing is found, and what is put there takes the place of the former. A state serves the
moments between two instants (`lasting.py`), an answer one moment. Of one question and one part
SPANS_AT_MOST of them are kept, for screens that ask of now and of some days ago.

All together take BYTES_AT_MOST; what was not asked for the longest goes first. What alone would
take more than a quarter of it is not kept. Nothing kept is ever changed: it is merged into the
state of nobody, and that is what an answer is made of.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from itertools import islice
from sys import getsizeof
from typing import Any, Final, NamedTuple, cast

import numpy as np

from tropa.clock import Instant
from tropa.map.document import Map
from tropa.measure.questions.lasting import Between

BYTES_AT_MOST: Final = 128 << 20
SPANS_AT_MOST: Final = 4
_LOOKED_AT: Final = 64
"""Of more things of one container the rest is taken to be as large as these."""
_DEEP: Final = 12


class Found(NamedTuple):
    """Something kept, and the moments it serves."""

    value: Any
    between: Between


@dataclass
class _Shelf:
    """What is kept under one key."""

    stamp: Hashable
    spans: list[Found]
    sizes: list[int]


class Kept:
    """States and answers by key; several threads may ask at once."""

    def __init__(self, bytes_at_most: int = BYTES_AT_MOST) -> None:
        self._most = bytes_at_most
        self._shelves: OrderedDict[Hashable, _Shelf] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """About how many bytes are kept."""
        return self._bytes

    def __len__(self) -> int:
        """Under how many keys something is kept."""
        return len(self._shelves)

    def get(self, key: Hashable, stamp: Hashable, at: Instant) -> Found | None:
        """What is kept for a moment; None when nothing is."""
        with self._lock:
            shelf = self._shelves.get(key)
            if shelf is None or shelf.stamp != stamp:
                return None
            self._shelves.move_to_end(key)
            return next((one for one in shelf.spans if one.between.holds(at)), None)

    def put(self, key: Hashable, stamp: Hashable, value: Any, between: Between) -> None:
        """Keep something; it must not change any more."""
        size = weight(value)
        if size > self._most // 4:
            return
        with self._lock:
            shelf = self._shelves.get(key)
            if shelf is None or shelf.stamp != stamp:
                self._drop(key)
                shelf = self._shelves[key] = _Shelf(stamp, [], [])
            shelf.spans.append(Found(value, between))
            shelf.sizes.append(size)
            self._bytes += size
            if len(shelf.spans) > SPANS_AT_MOST:
                self._bytes -= shelf.sizes.pop(0)
                shelf.spans.pop(0)
            self._shelves.move_to_end(key)
            while self._bytes > self._most:
                self._drop(next(iter(self._shelves)))

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._shelves.clear()
            self._bytes = 0

    def _drop(self, key: Hashable) -> None:
        gone = self._shelves.pop(key, None)
        if gone is not None:
            self._bytes -= sum(gone.sizes)


def weight(thing: Any, deep: int = _DEEP) -> int:
    """About how many bytes a thing takes with all it holds."""
    if isinstance(thing, np.ndarray):
        # A view holds on to all of what it is a view of.
        array = cast("np.ndarray[Any, Any]", thing)
        whole = array.base if isinstance(array.base, np.ndarray) else array
        return getsizeof(array) + int(cast("np.ndarray[Any, Any]", whole).nbytes)
    if isinstance(thing, Map):
        # It lives with its board, whatever is kept.
        return 0
    size = getsizeof(thing)
    if deep == 0 or isinstance(thing, str | bytes | int | float | None):
        return size
    if isinstance(thing, Mapping):
        pairs = cast("Mapping[Any, Any]", thing)
        return size + _of_many(len(pairs), [*islice(pairs.items(), _LOOKED_AT)], deep)
    if isinstance(thing, list | tuple | set | frozenset):
        some = cast("list[Any]", thing)
        return size + _of_many(len(some), [*islice(some, _LOOKED_AT)], deep)
    return size + sum(weight(one, deep - 1) for one in _held(thing))


def _of_many(many: int, looked: list[Any], deep: int) -> int:
    if not looked:
        return 0
    return sum(weight(one, deep - 1) for one in looked) * many // len(looked)


def _held(thing: Any) -> list[Any]:
    if is_dataclass(thing) and not isinstance(thing, type):
        return [getattr(thing, one.name) for one in fields(thing)]
    return list(getattr(thing, "__dict__", {}).values())
