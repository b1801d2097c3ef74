"""What stands under the heads of the stages: the flow, and lane by lane what happens there.

A lane either runs across all stages in one piece, or has a cell for each of them. The one
large picture and the pages of a printed map are made of the same lanes.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tropa.show.picture.badges import owner_block
from tropa.show.picture.band import flow_block
from tropa.show.picture.cards import elsewhere_blocks, touches_block
from tropa.show.picture.emotion import emotion_block
from tropa.show.picture.heads import lane_head
from tropa.show.picture.lanes import (
    acts_block,
    content_block,
    kpis_block,
    seller_block,
    thoughts_block,
)
from tropa.show.picture.legend import flow_legend
from tropa.show.picture.lettering import EMPTY, Block, padded, stacked
from tropa.show.picture.markup import tag
from tropa.show.picture.model import StagePicture
from tropa.show.picture.sheet import PAD, Sheet

TOP: Final = 11.0
BOTTOM: Final = 12.0
ACROSS: Final[dict[str, Callable[[Sheet], Block]]] = {
    "flow": flow_block,
    "feelings": emotion_block,
}
"""What is drawn over all stages in one piece."""

_ALWAYS: Final = ("flow", "touchpoints")


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane.

    Attributes:
        head: what stands at its left.
        across: what runs over all stages in one piece; nothing where there are cells.
        cells: one a stage, without the room around it.
        side: room at the left of a cell.
        ground: the class of what it stands on.
    """

    name: str
    head: Block
    across: Block = EMPTY
    cells: tuple[Block, ...] = ()
    side: float = PAD
    ground: str = "cell"

    @property
    def height(self) -> float:
        """Height of the whole lane, in whole points; never less than its head needs."""
        inside = max((one.height + TOP + BOTTOM for one in self.cells if one.height), default=0)
        return math.ceil(max(self.across.height, inside, self.head.height + 2 * TOP))

    @property
    def shown(self) -> bool:
        """Whether there is anything on it."""
        return any(one.height for one in (self.across, *self.cells))


def lanes_of(sheet: Sheet) -> list[Lane]:
    """All lanes that have something to show; flow and touchpoints always stand."""
    stages = sheet.picture.stages
    flow_head = stacked([lane_head(sheet, "flow"), flow_legend(sheet)], 8)
    lanes = [Lane("flow", flow_head, flow_block(sheet))]
    for name, cell, ground in _kinds(sheet):
        head = lane_head(sheet, name)
        if cell is None:
            lanes.append(Lane(name, head, emotion_block(sheet)))
            continue
        side = 0.0 if name == "touchpoints" else PAD
        cells = tuple(cell(stage) for stage in stages)
        lanes.append(Lane(name, head, cells=cells, side=side, ground=ground))
    if sheet.picture.elsewhere:
        dealt = tuple(elsewhere_blocks(sheet, sheet.picture.elsewhere))
        head = lane_head(sheet, "elsewhere")
        lanes.append(Lane("elsewhere", head, cells=dealt, side=0, ground="f-canvas"))
    return [lane for lane in lanes if lane.shown or lane.name in _ALWAYS]


def cell_drawn(sheet: Sheet, lane: Lane, at: int, x: float, y: float) -> str:
    """One cell with the room around it, in a group that says which it is."""
    if not lane.cells[at].height:
        return ""
    stages = sheet.picture.stages
    return tag(
        "g",
        padded(lane.cells[at], lane.side, TOP, BOTTOM).draw(x, y),
        data_cell=f"{lane.name}/{stages[at].name}" if at < len(stages) else lane.name,
    )


def _kinds(sheet: Sheet) -> list[tuple[str, Callable[[StagePicture], Block] | None, str]]:
    """The lanes from top to bottom: name, what a cell of it shows, its ground."""
    return [
        ("actions", lambda stage: acts_block(sheet, stage.actions), "cell"),
        ("thoughts", lambda stage: thoughts_block(sheet, stage.thoughts), "cell"),
        ("feelings", None, "cell"),
        ("touchpoints", lambda stage: touches_block(sheet, stage), "f-canvas"),
        ("seller", lambda stage: seller_block(sheet, stage), "cell"),
        ("kpi", lambda stage: kpis_block(sheet, stage.kpis), "cell"),
        ("content", lambda stage: content_block(sheet, stage.content), "cell"),
        ("owner", lambda stage: owner_block(sheet, stage.owner), "cell"),
    ]
