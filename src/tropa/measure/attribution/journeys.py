"""Paths: what attribution is computed of, as columns.

A path is the touches of one person before one conversion, or of one who did not convert, in
order of time. Each touch is known by a label: its channel, campaign or touchpoint, whichever
is asked about. A row of `Paths` stands for everyone who went the same way: so many of them
converted, together worth so much, and so many did not.

    written([("search > mail", 3, 900_00, 10), ("mail", 1, 100_00, 4)])

A row may have no steps: conversions before which nobody was met. They are counted, and no
label is given them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Int64 = NDArray[np.int64]

ARROW = ">"


@dataclass(frozen=True, slots=True)
class Paths:
    """Ways of people, and what became of them."""

    labels: tuple[str, ...]
    """Names of what was touched; a step holds the place of its label here."""
    offsets: Int64
    """Where the steps of each path begin, and the end of the last."""
    codes: Int64
    """Steps of all paths, one after another."""
    converted: Int64
    """Conversions of each path."""
    value: Int64
    """Worth of all its conversions, in minor units; 0 where there are none."""
    lost: Int64
    """People who went the same way and did not convert."""
    at: Int64 | None = None
    """Instants of the steps, where they are known: time decay asks for them. The instant of
    the conversion is not kept: sharing cancels the time from the last step to it."""

    def __len__(self) -> int:
        return len(self.converted)

    @property
    def lengths(self) -> Int64:
        """Steps of each path."""
        return np.diff(self.offsets)

    @property
    def weights(self) -> Int64:
        """People of each path, converted or not."""
        return self.converted + self.lost


def written(rows: Iterable[tuple[str, int, int, int]]) -> Paths:
    """Paths written as text, as exports of other systems hold them.

    Args:
        rows: labels joined by `>`, then conversions, their value, and how many were lost.
    """
    known: dict[str, int] = {}
    codes: list[int] = []
    offsets: list[int] = [0]
    counts: list[tuple[int, int, int]] = []
    for text, *count in rows:
        steps = [label.strip() for label in text.split(ARROW)] if text.strip() else []
        codes += [known.setdefault(label, len(known)) for label in steps]
        offsets.append(len(codes))
        counts.append((count[0], count[1], count[2]))
    columns = np.array(counts, np.int64).reshape(-1, 3)
    return Paths(
        tuple(known),
        np.array(offsets, np.int64),
        np.array(codes, np.int64),
        *(np.ascontiguousarray(column) for column in columns.T),
    )


def merged(parts: Sequence[Paths]) -> Paths:
    """Paths of different people as one; labels are matched by name.

    Instants stay where every part has them.
    """
    labels = tuple(dict.fromkeys(label for part in parts for label in part.labels))
    place = {label: at for at, label in enumerate(labels)}
    codes = [
        np.array([place[label] for label in part.labels], np.int64)[part.codes]
        for part in parts
    ]
    steps = [len(part.codes) for part in parts]
    begins = np.cumsum([0, *steps])
    offsets = [
        begin + part.offsets[:-1] for begin, part in zip(begins[:-1], parts, strict=True)
    ]
    times = [part.at for part in parts if part.at is not None]
    return Paths(
        labels,
        _joined([*offsets, begins[-1:]]),
        _joined(codes),
        _joined([part.converted for part in parts]),
        _joined([part.value for part in parts]),
        _joined([part.lost for part in parts]),
        _joined(times) if len(times) == len(parts) else None,
    )


def _joined(columns: Sequence[Int64]) -> Int64:
    return np.concatenate([np.empty(0, np.int64), *columns]).astype(np.int64, copy=False)


def chosen(paths: Paths, which: NDArray[np.bool_]) -> Paths:
    """Some of the paths."""
    if which.all():
        return paths
    counts = (paths.converted[which], paths.value[which], paths.lost[which])
    steps = np.repeat(which, paths.lengths)
    return _with_steps(
        replace(paths, converted=counts[0], value=counts[1], lost=counts[2]),
        steps,
        paths.lengths[which],
    )


def without_repeats(paths: Paths) -> Paths:
    """The same paths with a label touched several times in a row as one step, the first.

    Several visits by one campaign are then one touch of it. Markov of the first order does not
    mind either way; every rule does.
    """
    codes, begins = paths.codes, paths.offsets[:-1][paths.lengths > 0]
    fresh = np.ones(len(codes), np.bool_)
    fresh[1:] = codes[1:] != codes[:-1]
    fresh[begins] = True
    kept = np.concatenate([[0], np.cumsum(fresh)])[paths.offsets]
    return _with_steps(paths, fresh, np.diff(kept))


def _with_steps(paths: Paths, steps: NDArray[np.bool_], lengths: Int64) -> Paths:
    """Paths of these lengths, made of some of the steps."""
    return replace(
        paths,
        offsets=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        codes=paths.codes[steps],
        at=None if paths.at is None else paths.at[steps],
    )
