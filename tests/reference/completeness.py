"""What a map tells, counted off its document as written (domain model 2.5.8)."""

from collections.abc import Collection
from fractions import Fraction
from typing import Any, TypeAlias, cast

from tropa.map.document import Map
from tropa.map.phrases import Points

Record: TypeAlias = dict[str, Any]


def rows(record: Record, key: str) -> list[Record]:
    return cast("list[Record]", record.get(key) or [])


def named(record: Record, key: str) -> dict[str, Record]:
    return cast("dict[str, Record]", record.get(key) or {})


def completeness(map_: Map, heard: Collection[str]) -> Fraction:
    """The score."""
    record: Record = dict(map_.record)
    stages, points = rows(record, "stages"), rows(record, "touchpoints")
    found = Fraction(of_map(record))
    for stage in stages:
        told = of_stage(stage, record)
        found += Fraction(30 * sum(told), len(stages) * len(told))
    for point in points:
        told = of_point(point, record)
        found += Fraction(45 * sum(told), len(points) * len(told))
        found += Fraction(15 * (point["touchpoint"] in heard), len(points))
    return found


def of_map(record: Record) -> int:
    """Of ten."""
    segments, review = rows(record, "segments"), named(record, "review")
    portraits = [named(one, "persona") for one in segments]
    portraits += list(named(record, "personas").values())
    sourced = [sum("source" in field for field in one.values()) for one in portraits]
    return (
        3 * bool(record.get("goals"))
        + bool(record.get("problems"))
        + 2 * bool(segments)
        + 2 * any(count >= 6 for count in sourced)
        + ("owner" in review)
        + ("every" in review)
    )


def of_stage(stage: Record, record: Record) -> list[bool]:
    """Ten questions."""
    name = stage["stage"]
    own = [one for one in rows(record, "touchpoints") if one.get("stage") == name]
    plays = [one for one in named(record, "plays").values() if one.get("stage") == name]
    kinds = [one.get("kind") for one in plays]
    measured = [
        one
        for one in named(record, "kpis").values()
        if one.get("stage") == name or name in ends(one)
    ]
    return [
        "buyer_asks" in stage or "buyer_wants" in stage,
        "enter" in stage or any(by_buyer(one) or "answered" in one for one in own),
        "target" in stage,
        any("target" in one for one in measured),
        "owner" in stage,
        "norm" in stage,
        "lost_after" in stage,
        "return_to" in stage and "recover" in kinds,
        len(own) > 1,
        any(not by_buyer(one) for one in own) or any(one != "recover" for one in kinds),
    ]


def by_buyer(point: Record) -> bool:
    """The buyer acts: as stated, else as the kind of contact is."""
    if "from" in point:
        return point["from"] == "buyer"
    return "answered" not in point and point.get("interaction") not in ("message", "call_out")


def ends(kpi: Record) -> list[str]:
    points = cast("Points | None", kpi.get("share") or kpi.get("time") or kpi.get("touches"))
    return [points.start, points.end] if points is not None else []


def of_point(point: Record, record: Record) -> list[bool]:
    """Up to fifteen questions."""
    kpis = list(named(record, "kpis").values())
    told = [
        "interaction" in point,
        "device" in point,
        "channel" in point,
        "from" in point,
        "buyer" in point,
        "seller" in point,
        "sale" in point,
        len(rows(point, "steps")) > 1,
        "expects" in point or any(point["touchpoint"] in ends(one) for one in kpis),
        "owner" in point,
        "content" in point or "script" in point,
        "tools" in point,
        "instruction" in point or "procedure" in point,
    ]
    if point.get("role") == "convert":
        content, scripts = named(record, "content"), named(record, "scripts")
        names = cast("list[str]", point.get("content") or [])
        calls = any("cta" in content[one] for one in names)
        told.append(calls or "closing" in scripts.get(str(point.get("script")), {}))
    if not by_buyer(point):
        told.append("consent" in point or "service" in point)
    return told
