"""Everything the map shows of itself, measured in one pass and answered under stable names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tropa.clock import BEFORE, FOREVER, Duration, duration_text, iso
from tropa.measure.conversion import Conversion, ConversionAnswer
from tropa.measure.cycle import Cycle, CycleAnswer
from tropa.measure.flow import Flow, FlowAnswer
from tropa.measure.fold import Asked
from tropa.measure.interval import CONFIDENCE, Rate
from tropa.measure.losses import Losses, LossesAnswer, leaks, loss_rate, onward, point_wins
from tropa.measure.money import Money, MoneyAnswer, velocity_per_day
from tropa.measure.narrowed import Narrowed, narrowed_json
from tropa.measure.points import Point, PointAnswer, Points
from tropa.measure.returns import Returns, ReturnsAnswer
from tropa.measure.run import Slice, Spread, one_by_one, run
from tropa.measure.times import Times, TimesAnswer
from tropa.measure.touches import Touches, TouchesAnswer
from tropa.money import major_text


@dataclass(frozen=True)
class Overview:
    """The answers of all measures of one map."""

    asked: Asked
    edition: int
    flow: FlowAnswer
    conversion: ConversionAnswer
    losses: LossesAnswer
    returns: ReturnsAnswer
    times: TimesAnswer
    cycle: CycleAnswer
    money: MoneyAnswer
    touches: TouchesAnswer
    points: PointAnswer
    notes: dict[str, int]
    narrowed: Narrowed | None = None
    """Whom it is about; None for everybody."""

    @property
    def velocity(self) -> float | None:
        """Minor units a day."""
        return velocity_per_day(self.money, self.cycle.median)

    @property
    def onward(self) -> list[float | None]:
        """For each stage the share with a sale among those who reached the next."""
        stages = self.flow.stages
        return onward([one.reached for one in stages], [one.won for one in stages])

    @property
    def leaks(self) -> list[float | None]:
        """Minor units by stage."""
        net = [one.net for one in self.losses.stages]
        return leaks(net, self.onward, self.money.average_deal)

    @property
    def point_wins(self) -> list[float | None]:
        """Wins one more per cent would bring, by stage; nobody enters an audience in person."""
        stages = zip(self.asked.map.stages, self.flow.stages, strict=True)
        entered = [0 if one.counted_only else flow.reached for one, flow in stages]
        return point_wins(entered, self.onward)


def overview(
    asked: Asked,
    slices: Sequence[Slice],
    edition: int = 0,
    within: Duration | None = None,
    spread: Spread = one_by_one,
    narrowed: Narrowed | None = None,
) -> Overview:
    """Measure everything the map shows.

    Args:
        asked: map, moment, period.
        slices: everybody.
        edition: number of the edition the answer speaks of, 0 for the draft.
        within: window of conversion; without it the reached ratio, nobody left out.
        spread: how slices are worked off.
        narrowed: whose journeys these are, where they are not everybody's.
    """
    folds = (
        Flow(),
        Conversion(within),
        Losses(),
        Returns(),
        Times(),
        Cycle(),
        Money(),
        Touches(),
        Points(),
    )
    answers = run(folds, slices, asked, spread)
    notes: dict[str, int] = {}
    # Notes are of everybody placed; whose they are is not known.
    for part in slices if narrowed is None else ():
        for name, count in part.placed.notes.items():
            notes[name] = notes.get(name, 0) + count
    return Overview(asked, edition, *answers, notes=notes, narrowed=narrowed)


def overview_json(found: Overview) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    counts = found.flow.journeys
    return {
        "journeys": {name: getattr(counts, name) for name in counts.__slots__},
        "stages": _stages_json(found),
        "conversion": [_step_json(found, at) for at in range(len(found.conversion.steps))],
        "cycle": _cycle_json(found.cycle),
        "win_rate": _rate_json(found.money.win_rate),
        "revenue": {
            "gross": _major(found, found.money.gross),
            "net": _major(found, found.money.net),
            "average_deal": _major(found, found.money.average_deal),
            "average_deal_net": _major(found, found.money.average_deal_net),
        },
        "opportunities": found.money.opportunities,
        "stale_opportunities": found.money.stale,
        "velocity_per_day": _major(found, found.velocity),
        "touches": {name: getattr(found.touches, name) for name in found.touches.__slots__},
        "losses": {"reasons": found.losses.reasons},
        "touchpoints": [_point_json(one) for one in found.points.points],
    }


def how_json(found: Overview) -> dict[str, Any]:
    """How the answer was made: whose numbers, of when, by which definition."""
    asked = found.asked
    map_, policy, zone = asked.map, asked.map.policy, asked.map.zone
    period = {
        "from": None if asked.since == BEFORE else iso(asked.since, zone),
        "to": None if asked.until == FOREVER else iso(asked.until, zone),
    }
    return {
        "map": map_.id,
        "edition": found.edition or "draft",
        "as_of": iso(asked.as_of, zone),
        "period": period,
        "people": found.flow.journeys.valid,
        "narrowed": found.narrowed and narrowed_json(found.narrowed, map_),
        "unit": map_.unit,
        "timezone": map_.timezone,
        "currency": map_.currency,
        "confidence": CONFIDENCE,
        "within": duration_text(found.conversion.within) if found.conversion.within else None,
        "policy": {
            name: duration_text(value) if value else "unlimited"
            for name in (
                "reopen_within",
                "reversed_within",
                "mistake_within",
                "recovered_within",
            )
            for value in (getattr(policy, name),)
        }
        | {"trailing": duration_text(policy.trailing), "laps": policy.laps or "unlimited"},
        "notes": found.notes,
    }


def _stages_json(found: Overview) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    parts = zip(
        found.asked.map.stages,
        found.flow.stages,
        found.losses.stages,
        found.returns.stages,
        found.times.stages,
        found.leaks,
        found.point_wins,
        strict=True,
    )
    for stage, flow, losses, returns, times, leak, point in parts:
        rows.append(
            {
                "id": stage.id,
                "title": stage.title,
                "entries": flow.entries,
                "visits": flow.visits,
                "reached": flow.reached,
                "won": flow.won,
                "present": flow.present,
                "advanced": flow.advanced,
                "open": flow.open,
                "lost_net": flow.lost_net,
                "disqualified": flow.disqualified,
                "dormant": flow.dormant,
                "entered_from": flow.entered_from,
                "left_by": flow.left_by,
                "leak": _major(found, leak),
                "leak_margin": _margin(found, leak),
                "point_wins": point,
                "lost": losses.lost,
                "lost_from_net": losses.net,
                "loss_rate": _rate_json(loss_rate(losses, flow.reached)),
                "reasons": losses.reasons,
                "position": losses.position,
                "back": _rate_json(returns.back),
                "returned": _rate_json(returns.returned),
                "recovered": _rate_json(returns.recovered),
                "time": {
                    "n": times.n,
                    "median_days": times.median_days,
                    "p75_days": times.p75_days,
                    "p90_days": times.p90_days,
                    "advanced_median_days": times.advanced_median_days,
                    "incidence": [
                        {"days": days, "advanced": share} for days, share in times.incidence
                    ],
                },
            }
        )
    return rows


def _step_json(found: Overview, at: int) -> dict[str, Any]:
    step = found.conversion.steps[at]
    suggested = found.conversion.suggested[at]
    return {
        "from": step.from_stage,
        "to": step.to_stage,
        **_rate_json(step.rate),
        "in_window": step.in_window,
        "by_period": _rate_json(step.by_period),
        "suggested_within_days": None if suggested is None else suggested / 86_400_000_000,
    }


def _rate_json(rate: Rate) -> dict[str, Any]:
    return {
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "rate": rate.rate,
        "low": rate.low,
        "high": rate.high,
    }


def _point_json(point: Point) -> dict[str, Any]:
    return {
        "id": point.touchpoint,
        "touches": point.touches,
        "reach": point.reach,
        "sale": _rate_json(point.sale) if point.sale else None,
        "in_window": point.in_window,
        "within": duration_text(point.within) if point.within else None,
        "forward_per_100": point.forward,
    }


def _cycle_json(cycle: CycleAnswer) -> dict[str, Any]:
    return {name: getattr(cycle, name) for name in cycle.__slots__}


def _margin(found: Overview, minor: float | None) -> float | int | None:
    """Of an amount, what stays as gross margin; None where the map states no margin."""
    margin = found.asked.map.money.margin
    return None if minor is None or margin is None else _major(found, minor * margin)


def _major(found: Overview, minor: float | None) -> float | int | None:
    """Minor units as a number of major ones, exact to a kopeck."""
    if minor is None:
        return None
    text = major_text(round(minor), found.asked.map.currency)
    return float(text) if "." in text else int(text)
