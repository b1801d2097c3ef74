"""Texts of events by numbers: measures count numbers, people read texts."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tropa.measure.questions.by import text_of
from tropa.trail import Scalar

Int64 = NDArray[np.int64]
Floats = NDArray[np.float64]


class Texts:
    """Texts with a number each; those listed beforehand come first, the rest by the alphabet.

    While events are read a text has the number it was met under; `places` turns these into
    those that an answer bears, so that the order of reading tells in nothing.
    """

    def __init__(self, listed: Sequence[str] = ()) -> None:
        self._listed = list(listed)
        self._met: dict[str, int] = {}

    def read(self, value: Scalar) -> float:
        """The number a value was met under; none for an empty one."""
        text = (text_of(value) or "").strip()
        return float(self._met.setdefault(text, len(self._met))) if text else np.nan

    @property
    def known(self) -> list[str]:
        """Texts by their numbers in answers."""
        more = sorted(self._met.keys() - set(self._listed))
        return [*self._listed, *more]

    def places(self, met: Floats, nothing: int = -1) -> Int64:
        """Numbers in answers of what was met under others, or not at all."""
        place = {text: at for at, text in enumerate(self.known)}
        table = np.asarray([*(place[text] for text in self._met), nothing], np.int64)
        return table[np.nan_to_num(met, nan=-1).astype(np.int64)]
