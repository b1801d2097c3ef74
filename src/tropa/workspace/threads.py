"""The two threads that long answers are worked off on."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

_T = TypeVar("_T")
_R = TypeVar("_R")

POOL: Final = ThreadPoolExecutor(2, "measure")


def on_threads(work: Callable[[_T], _R], pieces: Sequence[_T]) -> Iterable[_R]:
    """Pieces on two threads: the kernels let go of the interpreter while they work."""
    return POOL.map(work, pieces)
