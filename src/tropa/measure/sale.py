"""Which stage the map's sale is made on: what comes after it is no longer the way to it."""

from tropa.condition.syntax import Condition, Did, walk
from tropa.map.document import Map


def sale_stage(map_: Map) -> int:
    """The index of the stage of the sale: where its touch belongs, or leads; else the last."""
    last = len(map_.stages) - 1
    if map_.sale is None:
        return last
    for name in _touched(map_.sale):
        for at, stage in enumerate(map_.stages):
            if stage.enter is not None and name in _touched(stage.enter):
                return at
        own = map_.stage_index(map_.touchpoints[map_.touchpoint_index(name)].stage)
        if own >= 0:
            return own
    return last


def _touched(tree: Condition) -> list[str]:
    return [node.touchpoint for node in walk(tree) if isinstance(node, Did)]
