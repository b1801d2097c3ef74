"""What a complete map tells: the checks of the map, of each stage, of each touchpoint.

A check looks at what is written, not at whether it is good. One that makes no sense for an
element answers None and is not held against it: a call to action is asked of points that are to
convert, consent of those where the seller turns to the buyer. What each is worth stands in
`tropa.measure.completeness`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias, cast

from tropa.map.document import Kpi, Map, Stage, Touchpoint
from tropa.map.reach import can_enter
from tropa.measure.touched import is_sellers

OfMap: TypeAlias = Callable[[Map], bool]
OfStage: TypeAlias = Callable[[Map, Stage], bool]
OfPoint: TypeAlias = Callable[[Map, Touchpoint], bool | None]

_SOURCED: Final = 6
"""Fields of a portrait with a source that make it more than a guess."""
_TOUCHPOINTS: Final = 2
_STEPS: Final = 2


# ---------------------------------------------------------------- the map


def _has_portrait(map_: Map) -> bool:
    """Some portrait says of enough of its fields where they come from."""
    portraits: list[object] = [one.record.get("persona") for one in map_.segments]
    portraits += map_.records("personas").values()
    return any(_sourced(one) >= _SOURCED for one in portraits)


def _sourced(portrait: object) -> int:
    if not isinstance(portrait, Mapping):
        return 0
    fields = cast("Mapping[str, object]", portrait).values()
    return sum(isinstance(one, Mapping) and "source" in one for one in fields)


MAP_CHECKS: Final[dict[str, tuple[int, OfMap]]] = {
    "goal": (3, lambda map_: bool(map_.section("goals"))),
    "portrait": (2, _has_portrait),
    "segment": (2, lambda map_: bool(map_.segments)),
    "problem": (1, lambda map_: bool(map_.section("problems"))),
    "owner": (1, lambda map_: "owner" in map_.section("review")),
    "review": (1, lambda map_: "every" in map_.section("review")),
}
"""Points of a hundred, and the check."""


# ---------------------------------------------------------------- stages


def _points(map_: Map, stage: Stage) -> list[Touchpoint]:
    return [one for one in map_.touchpoints if one.stage == stage.id]


def _can_be_entered(map_: Map, stage: Stage) -> bool:
    return stage.enter is not None or any(can_enter(one) for one in _points(map_, stage))


def _is_measured(map_: Map, stage: Stage) -> bool:
    """Some KPI of the stage has a target."""
    return any(
        one.target is not None and (one.stage == stage.id or stage.id in _ends(one))
        for one in map_.kpis.values()
    )


def _is_won_back(map_: Map, stage: Stage) -> bool:
    """It says where the lost return to, and a play brings them."""
    return stage.return_to is not None and any(
        one.get("kind") == "recover" and one.get("stage") == stage.id
        for one in map_.records("plays").values()
    )


def _is_led_on(map_: Map, stage: Stage) -> bool:
    """Somebody does something to lead people on: at a touchpoint, or by a play."""
    if any(not one.from_buyer for one in _points(map_, stage)):
        return True
    plays = map_.records("plays").values()
    return any(one.get("stage") == stage.id and one.get("kind") != "recover" for one in plays)


STAGE_CHECKS: Final[dict[str, OfStage]] = {
    "question": lambda _, one: _says(one.record, "buyer_wants", "buyer_asks"),
    "enter": _can_be_entered,
    "target": lambda _, one: one.target is not None,
    "kpi": _is_measured,
    "owner": lambda _, one: one.owner is not None,
    "norm": lambda _, one: one.norm is not None,
    "loss": lambda _, one: "lost_after" in one.record,
    "comeback": _is_won_back,
    "touchpoints": lambda map_, one: len(_points(map_, one)) >= _TOUCHPOINTS,
    "onward": _is_led_on,
}


# ---------------------------------------------------------------- touchpoints


def _has_kpi(map_: Map, point: Touchpoint) -> bool:
    """A KPI begins or ends at it, or it says what it expects."""
    return _says(point.record, "expects") or any(
        point.id in _ends(one) for one in map_.kpis.values()
    )


def _calls_to_act(map_: Map, point: Touchpoint) -> bool | None:
    """Its content has a call to action, or its script a closing."""
    if point.record.get("role") != "convert":
        return None
    content = map_.records("content")
    named = cast("Sequence[str]", point.record.get("content") or ())
    if any(_says(content.get(one, {}), "cta") for one in named):
        return True
    script = point.record.get("script")
    return isinstance(script, str) and _says(map_.records("scripts").get(script, {}), "closing")


def _may_be_sent(_: Map, point: Touchpoint) -> bool | None:
    """It says which consent it needs, or that it needs none."""
    return _says(point.record, "consent", "service") if is_sellers(point) else None


def _has_steps(_: Map, point: Touchpoint) -> bool:
    return len(cast("Sequence[object]", point.record.get("steps") or ())) >= _STEPS


POINT_CHECKS: Final[dict[str, OfPoint]] = {
    "interaction": lambda _, one: one.interaction is not None,
    "device": lambda _, one: _says(one.record, "device"),
    "channel": lambda _, one: one.channel is not None,
    "initiator": lambda _, one: one.stated_from,
    "buyer": lambda _, one: _says(one.record, "buyer"),
    "seller": lambda _, one: _says(one.record, "seller"),
    "sale": lambda _, one: one.sale is not None,
    "steps": _has_steps,
    "kpi": _has_kpi,
    "owner": lambda _, one: one.owner is not None,
    "words": lambda _, one: _says(one.record, "content", "script"),
    "cta": _calls_to_act,
    "tool": lambda _, one: _says(one.record, "tools"),
    "instruction": lambda _, one: _says(one.record, "instruction", "procedure"),
    "consent": _may_be_sent,
}


def _says(record: Mapping[str, object], *keys: str) -> bool:
    """Whether any of the keys is filled."""
    return any(record.get(key) for key in keys)


def _ends(kpi: Kpi) -> tuple[str, ...]:
    return (kpi.points.start, kpi.points.end) if kpi.points is not None else ()
