"""Whom nobody is going to turn to, and since when nobody has (domain model 2.5.3)."""

from fractions import Fraction

from reference.acts import Told
from reference.quantile import quantile
from tropa.clock import DAY
from tropa.measure.fold import Asked


def stall(everybody: list[Told], asked: Asked, planned: dict[int, int]) -> dict[str, object]:
    """Stage by stage, and over all of them."""
    going = [one for one in everybody if one.way.status == "active"]
    stages = [
        {
            "stage": stage.id,
            **figures([one for one in going if one.way.stage == at], asked, planned),
        }
        | ({} if stage.norm is not None else {"over_norm": None})
        for at, stage in enumerate(asked.map.stages)
    ]
    whole = figures(going, asked, planned)
    if all(stage.norm is None for stage in asked.map.stages):
        whole["over_norm"] = None
    return {"stages": stages, "all": {"stage": None, **whole}}


def figures(going: list[Told], asked: Asked, planned: dict[int, int]) -> dict[str, object]:
    gaps = [Fraction(gap(one, asked), DAY) for one in going]
    norms = [asked.map.stages[one.way.stage].norm for one in going]
    over = [
        since * DAY > norm for since, norm in zip(gaps, norms, strict=True) if norm is not None
    ]
    return {
        "stalled": (sum(is_stalled(one, asked, planned) for one in going), len(going)),
        "gaps": {
            "median_days": quantile(gaps, Fraction(1, 2)),
            "p75_days": quantile(gaps, Fraction(3, 4)),
            "p90_days": quantile(gaps, Fraction(9, 10)),
            "longest_days": max(gaps, default=None),
        },
        "over_norm": (sum(over), len(over)),
    }


def gap(told: Told, asked: Asked) -> int:
    counted = [one.at for one in told.acts if one.counted]
    return asked.as_of - max([told.way.opened_at, *counted])


def is_stalled(told: Told, asked: Asked, planned: dict[int, int]) -> bool:
    """Nothing is planned, or it is past: what is planned otherwise goes before a pause."""
    steps = [planned[told.key]] if told.key in planned else told.pauses[-1:]
    return not steps or steps[0] < asked.as_of
