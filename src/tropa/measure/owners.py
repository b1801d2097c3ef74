"""Figures by owner: who answers for what, and what came of it.

Counts are added up over the stages and touchpoints an owner answers for; those nobody answers
for stand under «without an owner», so that the rows make the total to the unit. Ratios are
never averaged: they are made again of the sums.

    onward       Σ advanced ÷ Σ reached, over the owner's stages
    loss rate    Σ journeys lost there ÷ Σ reached
    sale         Σ touches that led to the point's own sale ÷ Σ touches that had the time to

Reach is not here: a person touched at two points of one owner is one person, and adds to
nothing. A journey counts on every stage it came to. Figures that belong to people of the firm
rather than to roles, a deal's seller, are added up by the same `by_owner`, given whose each row
is. (Domain model 2.5.8; architecture, «Meaning».)
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.map.document import Map
from tropa.measure.as_json import rate_json
from tropa.measure.flow import FlowAnswer
from tropa.measure.interval import Rate
from tropa.measure.losses import LossesAnswer
from tropa.measure.points import PointAnswer
from tropa.words import Language, say

Int64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts that add up."""

    stages: int = 0
    touchpoints: int = 0
    entries: int = 0
    visits: int = 0
    present: int = 0
    reached: int = 0
    advanced: int = 0
    lost: int = 0
    """Journeys ever lost on the stages."""
    lost_net: int = 0
    touches: int = 0
    sold: int = 0
    ripe: int = 0
    """Touches that had the time to lead to a sale."""

    @property
    def onward(self) -> Rate:
        return Rate(self.advanced, self.reached)

    @property
    def loss_rate(self) -> Rate:
        return Rate(self.lost, self.reached)

    @property
    def sale(self) -> Rate:
        return Rate(self.sold, self.ripe)


_NAMES: Final = tuple(one.name for one in fields(Figures))


@dataclass(frozen=True, slots=True)
class OwnerFigures:
    """One owner; None is nobody."""

    owner: str | None
    figures: Figures


@dataclass(frozen=True, slots=True)
class OwnersAnswer:
    """Owners in the map's order, those of nothing left out; nobody comes last, always."""

    owners: tuple[OwnerFigures, ...]
    total: Figures


def by_owner(owners: Sequence[str | None], rows: Int64) -> dict[str | None, Int64]:
    """Rows added up by whose they are; what is nobody's stands under None.

    Args:
        owners: whose each row is.
        rows: counts, a row each; they are added column by column.
    """
    places = {name: at for at, name in enumerate(dict.fromkeys([*owners, None]))}
    sums = np.zeros((len(places), rows.shape[1]), np.int64)
    np.add.at(sums, np.asarray([places[one] for one in owners], np.int64), rows)
    return {name: sums[at] for name, at in places.items()}


def owners(
    map_: Map, flow: FlowAnswer, losses: LossesAnswer, points: PointAnswer
) -> OwnersAnswer:
    """Figures of measures by those who answer for stages and touchpoints.

    Args:
        map_: it says who answers.
        flow: of stages.
        losses: of stages.
        points: of touchpoints.
    """
    figures = [
        Figures(
            stages=1,
            entries=came.entries,
            visits=came.visits,
            present=came.present,
            reached=came.reached,
            advanced=came.advanced,
            lost=gone.journeys,
            lost_net=gone.net,
        )
        for came, gone in zip(flow.stages, losses.stages, strict=True)
    ]
    figures += [
        Figures(
            touchpoints=1,
            touches=one.touches,
            sold=one.sale.numerator if one.sale is not None else 0,
            ripe=one.sale.denominator if one.sale is not None else 0,
        )
        for one in points.points
    ]
    whose = [one.owner for one in (*map_.stages, *map_.touchpoints)]
    rows = np.asarray([_row(one) for one in figures], np.int64).reshape(-1, len(_NAMES))
    sums = by_owner(whose, rows)
    known = [name for name in (*map_.owners, None) if name in sums]
    return OwnersAnswer(
        tuple(OwnerFigures(name, _figures(sums[name])) for name in known),
        _figures(rows.sum(axis=0)),
    )


def _row(figures: Figures) -> list[int]:
    return [getattr(figures, name) for name in _NAMES]


def _figures(sums: Int64) -> Figures:
    return Figures(*(int(one) for one in sums))


def owners_json(found: OwnersAnswer, map_: Map, language: Language) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    return {
        "owners": [
            {
                "id": one.owner,
                "title": owner_title(one.owner, map_, language),
                **_json(one.figures),
            }
            for one in found.owners
        ],
        "total": _json(found.total),
    }


def _json(figures: Figures) -> dict[str, Any]:
    return {
        **{name: getattr(figures, name) for name in _NAMES},
        "onward": rate_json(figures.onward),
        "loss_rate": rate_json(figures.loss_rate),
        "sale": rate_json(figures.sale),
    }


def owner_title(owner: str | None, map_: Map, language: Language) -> str:
    """What people call an owner; nobody is «без ответственного»."""
    if owner is None:
        return say("control.owners.nobody", language)
    known = map_.owners.get(owner)
    return known.title if known is not None else owner


def owners_words(language: Language) -> tuple[str, str]:
    """The name and the sentence on how it is made."""
    return say("control.owners.title", language), say("control.owners.how", language)
