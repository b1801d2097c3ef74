"""From a map and its answers to the plain values its picture is drawn from."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, cast

from tropa.clock import BEFORE, DAY, FOREVER
from tropa.map.document import Kpi, Map, Stage, Touchpoint
from tropa.measure.fold import Asked
from tropa.measure.narrowed import narrowed_words
from tropa.measure.overview import Overview
from tropa.measure.points import Point
from tropa.measure.sale import sale_stage
from tropa.money import exponent_of
from tropa.show.picture.model import (
    BackMove,
    ContentChip,
    ContentState,
    Conversion,
    Feeling,
    FlowNumbers,
    KpiBar,
    MapPicture,
    OwnerBadge,
    PlayChip,
    PlayState,
    Returned,
    StagePicture,
    Totals,
    TouchCard,
    Unit,
)
from tropa.words import Language, say
from tropa.workspace.screen import Screen

_PLAY_STATES: Final[dict[str, PlayState]] = {"running": "running", "paused": "paused"}
_CONTENT_STATES: Final[dict[str, ContentState]] = {"ready": "ready", "missing": "missing"}
_KPI_UNITS: Final[dict[str, Unit]] = {
    "share": "share",
    "time": "time",
    "touches": "number",
    "money": "money",
}


def picture_of(map_: Map, screen: Screen | None, language: Language) -> MapPicture:
    """The picture of a map.

    Args:
        map_: the edition the answers speak of.
        screen: its answers; without them the map is drawn as it is planned.
        language: of the few captions that are made here.
    """
    stages = tuple(_stage(map_, at, screen, language) for at in range(len(map_.stages)))
    elsewhere = tuple(_card(map_, one, screen) for one in map_.touchpoints if one.stage is None)
    shown = MapPicture(
        title=map_.title,
        stages=stages,
        subtitle=_text(map_.record, "scope"),
        zone=map_.zone,
        currency=map_.currency,
        elsewhere=tuple(card for card in elsewhere if card.reach),
    )
    if screen is None:
        return shown
    found = screen.overview
    asked = found.asked
    return MapPicture(
        title=shown.title,
        stages=stages,
        subtitle=" · ".join(filter(None, (shown.subtitle, _whom(found, language)))),
        edition=found.edition or None,
        as_of=asked.as_of,
        period=None if asked.whole else _period(asked),
        zone=map_.zone,
        currency=map_.currency,
        totals=Totals(
            journeys=found.flow.journeys.valid,
            won=found.flow.journeys.won,
            win_rate=found.money.win_rate.rate,
            revenue=found.money.gross if map_.money.paid else None,
            cycle=found.cycle.median,
        ),
        back_moves=tuple(BackMove(one.start, one.end, one.count) for one in screen.moves.back),
        returned=tuple(
            Returned(one.start, one.end, one.count) for one in screen.moves.returned
        ),
        elsewhere=shown.elsewhere,
    )


def _whom(found: Overview, language: Language) -> str:
    """Whose numbers these are, where they are not everybody's."""
    return "" if found.narrowed is None else narrowed_words(found.narrowed, language)[0]


def _period(asked: Asked) -> tuple[int | None, int | None]:
    """The ends of the period; None where it is open."""
    since = None if asked.since == BEFORE else asked.since
    return since, None if asked.until == FOREVER else asked.until


def _stage(map_: Map, at: int, screen: Screen | None, language: Language) -> StagePicture:
    stage = map_.stages[at]
    zones = {zone.id: zone.title for zone in map_.zones}
    record = stage.record
    touches = [one for one in map_.touchpoints if one.stage == stage.id]
    plain = StagePicture(
        name=stage.id,
        title=stage.title,
        zone=zones.get(stage.zone or "", ""),
        owner=_owner(map_, stage),
        conversion=Conversion(plan=planned_share(map_, at)),
        actions=_texts(record, "buyer"),
        thoughts=tuple(filter(None, (_text(record, "buyer_asks"),))),
        feeling=Feeling(_number(record, "emotion"), _text(record, "feels")),
        touches=tuple(_card(map_, one, screen) for one in touches),
        seller=_texts(record, "seller"),
        plays=_plays(map_, stage),
        kpis=_kpis(map_, at, screen, language),
        content=_content(map_, stage, touches),
    )
    if screen is None or stage.counted_only:
        return plain
    return _with_numbers(plain, map_, at, screen)


def _with_numbers(plain: StagePicture, map_: Map, at: int, screen: Screen) -> StagePicture:
    found = screen.overview
    flow, times = found.flow.stages[at], found.times.stages[at]
    step = found.conversion.steps[at] if at + 1 < len(map_.stages) else None
    sold = at == sale_stage(map_) and map_.money.paid is not None
    return replace(
        plain,
        present=flow.present,
        change=_change(screen, at),
        time=None if times.median_days is None else times.median_days * DAY,
        back=found.returns.stages[at].back.numerator,
        revenue=found.money.gross if sold else None,
        flow=FlowNumbers(
            entered=flow.reached,
            advanced=flow.advanced,
            open=flow.open,
            lost=flow.lost_net,
            disqualified=flow.disqualified,
            dormant=flow.dormant,
            # Where people begin anyway, saying so says nothing.
            started=flow.entered_from["start"] if _has_before(map_, at) else None,
        ),
        conversion=Conversion(
            rate=step.rate.rate if step else None,
            plan=plain.conversion.plan,
            numerator=step.rate.numerator if step else None,
            denominator=step.rate.denominator if step else None,
        ),
    )


def _has_before(map_: Map, at: int) -> bool:
    """Whether people can stand on an earlier stage."""
    return not all(stage.counted_only for stage in map_.stages[:at])


def _change(screen: Screen, at: int) -> float | None:
    """How the number of those present changed over the month."""
    if screen.before is None:
        return None
    before = screen.before.stages[at].present
    now = screen.overview.flow.stages[at].present
    return now / before - 1 if before else None


def planned_share(map_: Map, at: int) -> float | None:
    """The share that is to go on: what the plan has enter the next stage ÷ this one."""
    if at + 1 >= len(map_.stages):
        return None
    here, there = (planned(map_, map_.stages[one]) for one in (at, at + 1))
    if not here or there is None or there > here:
        return map_.stages[at].probability
    return there / here


def planned(map_: Map, stage: Stage) -> float | None:
    """How many the plan has enter a stage in a month."""
    if stage.plan is not None:
        return stage.plan
    return _number(_mapping(map_.section("plan"), "month"), stage.id)


def _owner(map_: Map, stage: Stage) -> OwnerBadge | None:
    owner = map_.owners.get(stage.owner or "")
    if owner is None:
        return None
    return OwnerBadge(owner.id, owner.name or owner.title, owner.title if owner.name else "")


def _card(map_: Map, one: Touchpoint, screen: Screen | None) -> TouchCard:
    plays = map_.records("plays")
    play = _text(plays.get(_text(one.record, "play"), {}), "title")
    point = _point(map_, one, screen)
    return TouchCard(
        name=one.id,
        title=one.title,
        channel=one.channel or "",
        reach=point.reach if point else None,
        conversion=point.sale.rate if point and point.sale else None,
        play=play,
    )


def _point(map_: Map, one: Touchpoint, screen: Screen | None) -> Point | None:
    if screen is None:
        return None
    return screen.overview.points.points[map_.touchpoint_index(one.id)]


def _plays(map_: Map, stage: Stage) -> tuple[PlayChip, ...]:
    return tuple(
        PlayChip(
            name,
            _text(play, "title") or name,
            None,
            _PLAY_STATES.get(_text(play, "status"), "draft"),
        )
        for name, play in map_.records("plays").items()
        if play.get("stage") == stage.id
    )


def _kpis(map_: Map, at: int, screen: Screen | None, language: Language) -> tuple[KpiBar, ...]:
    stage = map_.stages[at]
    bars: list[KpiBar] = []
    plan = planned(map_, stage)
    if plan is not None and not stage.counted_only:
        fact = _entered_in_month(screen, at)
        title = say("picture.entered_month", language)
        # The plan counts everybody: some of the people are not held against it.
        of_all = screen is None or screen.overview.narrowed is None
        bars.append(KpiBar(f"stage/{stage.id}/month", title, fact, plan if of_all else None))
    facts = {one.kpi: one.value for one in screen.kpis.kpis} if screen else {}
    bars += [
        KpiBar(
            f"kpi/{kpi.id}",
            kpi.title,
            facts.get(kpi.id),
            _target(map_, kpi),
            _KPI_UNITS[kpi.kind],
            kpi.target.at_least if kpi.target else True,
        )
        for kpi in map_.kpis.values()
        if kpi.stage == stage.id
    ]
    return tuple(bars)


def _target(map_: Map, kpi: Kpi) -> float | None:
    """The target in the unit of the fact: sums are written in major units."""
    if kpi.target is None:
        return None
    return kpi.target.value * (10 ** exponent_of(map_.currency) if kpi.kind == "money" else 1)


def _entered_in_month(screen: Screen | None, at: int) -> int | None:
    if screen is None or not screen.month.steps:
        return None
    steps = screen.month.steps
    if at < len(screen.overview.flow.stages) - 1:
        return steps[at].by_period.denominator
    return steps[at - 1].by_period.numerator


def _content(map_: Map, stage: Stage, touches: Sequence[Touchpoint]) -> tuple[ContentChip, ...]:
    """What is shown on the stage: by its touchpoints, and what states the stage itself."""
    known = map_.records("content")
    names = [name for one in touches for name in _texts(one.record, "content")]
    names += [name for name, item in known.items() if item.get("stage") == stage.id]
    return tuple(
        ContentChip(
            _text(known[name], "title") or name,
            _CONTENT_STATES.get(_text(known[name], "status", "ready"), "draft"),
        )
        for name in dict.fromkeys(names)
        if name in known
    )


def _mapping(record: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = record.get(key)
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}


def _text(record: Mapping[str, object], key: str, otherwise: str = "") -> str:
    value = record.get(key)
    return value if isinstance(value, str) else otherwise


def _texts(record: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = record.get(key)
    if isinstance(value, str):
        return (value,)
    if isinstance(value, (list, tuple)):
        return tuple(one for one in cast("Sequence[Any]", value) if isinstance(one, str))
    return ()


def _number(record: Mapping[str, object], key: str) -> float | None:
    value = record.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value)
