"""Rows of columns: in order, and where something changes from one to the next."""

import numpy as np
from numpy.typing import NDArray

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
Key = NDArray[np.int64] | NDArray[np.int8]


def in_order(*keys: Key) -> Int64:
    """Rows by some columns, the first weighing most; left as they are where they lie so."""
    rises = np.zeros(max(0, len(keys[0]) - 1), np.bool_)
    equal = np.ones(len(rises), np.bool_)
    for key in keys:
        rises |= equal & (key[1:] > key[:-1])
        equal &= key[1:] == key[:-1]
    if (rises | equal).all():
        return np.arange(len(keys[0]))
    return np.lexsort(keys[::-1])


def changes(*columns: Key) -> Bools:
    """Rows that differ from the one before; the first row does."""
    new = np.ones(len(columns[0]), np.bool_)
    if len(new):
        new[1:] = ~np.logical_and.reduce([one[1:] == one[:-1] for one in columns])
    return new
