"""The shape of the flow band: how high it stands on every stage, and into what it splits.

    height = HIGHEST · √(people ÷ most people on any stage)

The root keeps a stage of two hundred visible beside one of twelve thousand; it also means that
heights must not be added or compared as shares, so the legend says «высота = √ людей». At
56 % of a stage the band splits: who moved on keep the height that belongs to their own number,
and what is left of the height is shared in proportion between those still here, those lost and
those who cannot buy.
"""

import math
from dataclasses import dataclass
from typing import Final

from tropa.show.picture.model import FlowNumbers, MapPicture
from tropa.show.picture.sheet import Sheet

HIGHEST: Final = 92.0
SPLIT: Final = 0.56
STRAND: Final = 2.5
"""The thinnest fall that is still seen."""

_THINNEST: Final = 1.5
_GHOST: Final = 24.0


@dataclass(frozen=True, slots=True)
class StageBand:
    """The band over one stage; all heights hang down from `top`.

    Attributes:
        before: the height in which the band arrives from the stage on the left.
        height: of all who entered.
        moved, open, lost, aside: the parts it splits into (`aside`: cannot buy).
        known: whether there are numbers; without them the band is a ghost.
    """

    index: int
    x: float
    split: float
    end: float
    top: float
    before: float
    height: float
    moved: float
    open: float
    lost: float
    aside: float
    last: bool
    known: bool

    @property
    def bottom(self) -> float:
        return self.top + self.height


def band_height(people: float | None, most: float) -> float:
    """The height of a band of so many people, where `most` would be the highest."""
    if not people or people < 0 or most <= 0:
        return 0.0
    return max(_THINNEST, HIGHEST * math.sqrt(min(1.0, people / most)))


def most_people(picture: MapPicture) -> int:
    """People on the fullest stage, 0 where no stage has numbers."""
    return max((stage.flow.entered or 0 for stage in picture.stages), default=0)


def bands(sheet: Sheet, top: float) -> list[StageBand]:
    """The band over every stage, from left to right."""
    stages = sheet.picture.stages
    most = most_people(sheet.picture)
    out: list[StageBand] = []
    before: float | None = None
    for index, stage in enumerate(stages):
        last = index == len(stages) - 1
        after = None if last else stages[index + 1].flow.entered
        known = stage.flow.entered is not None and most > 0
        height = band_height(stage.flow.entered, most) if known else _GHOST
        moved = _moved(stage.flow, after, height, most, last=last) if known else height
        parts = _parts(stage.flow, height - moved)
        x, end = sheet.left(index), sheet.left(index + 1)
        band = StageBand(
            index=index,
            x=x,
            split=x + SPLIT * (end - x),
            end=end,
            top=top,
            before=height if before is None else before,
            height=height,
            moved=moved,
            open=parts[0],
            lost=parts[1],
            aside=parts[2],
            last=last,
            known=known,
        )
        before = moved if known else None
        out.append(band)
    return out


def _moved(
    flow: FlowNumbers, after: int | None, height: float, most: int, *, last: bool
) -> float:
    """The height of those who went on; on the last stage, of those who did not leave."""
    entered = flow.entered or 0
    if last:
        left = (flow.lost or 0) + (flow.disqualified or 0)
        return height * (1 - min(1.0, left / entered)) if entered > 0 else 0.0
    people = flow.advanced
    if people is None:
        if after is None:
            return height
        people = min(entered, after)
    return min(height, band_height(people, most))


def _parts(flow: FlowNumbers, rest: float) -> tuple[float, float, float]:
    """What did not move on: still here, lost, set aside; their heights add up to the rest."""
    people = [max(0, flow.open or 0), max(0, flow.lost or 0), max(0, flow.disqualified or 0)]
    total = sum(people)
    if not total:
        return max(0.0, rest), 0.0, 0.0
    still, lost, aside = (max(0.0, rest) * part / total for part in people)
    return still, lost, aside
