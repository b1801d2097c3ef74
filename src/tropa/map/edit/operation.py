"""Operations on a map as the app sends them, read from JSON strictly.

{"op": "set",    "path": ["stages", "lead", "title"], "value": "Заявка"}
{"op": "remove", "path": ["touchpoints", "form"]}
{"op": "add",    "path": ["touchpoints"], "value": {"title": "Звонок"}, "before": "form"}
{"op": "move",   "path": ["stages", "quote"], "after": "lead"}
{"op": "rename", "path": ["stages", "lead"], "name": "enquiry"}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, cast

from tropa.errors import UsageFault
from tropa.map.edit.content import Content, plain
from tropa.map.finding import Path

MOST: Final = 500
"""Operations of one step."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a list: before or behind an element, or at a number; at the end when empty."""

    before: str | int | None = None
    after: str | int | None = None
    at: int | None = None

    @property
    def is_stated(self) -> bool:
        return (self.before, self.after, self.at) != (None, None, None)


@dataclass(frozen=True, slots=True)
class Set:
    """A value put under a key, in place of the one there or as a new one."""

    path: Path
    value: Content


@dataclass(frozen=True, slots=True)
class Remove:
    """A key with its value, or an element, taken out."""

    path: Path


@dataclass(frozen=True, slots=True)
class Add:
    """A new element of a list or of a mapping by name."""

    path: Path
    value: Content
    name: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Move:
    """An element put elsewhere in its list; a touchpoint also on another stage."""

    path: Path
    place: Place = Place()
    to_stage: bool = False
    stage: str | None = None
    """With `to_stage`: the stage, or None for no stage."""


@dataclass(frozen=True, slots=True)
class Rename:
    """Another key for an element, and for every reference to it."""

    path: Path
    name: str


Operation: TypeAlias = Set | Remove | Add | Move | Rename

_KEYS: Final = {
    "set": ({"path", "value"}, set[str]()),
    "remove": ({"path"}, set[str]()),
    "add": ({"path", "value"}, {"name", "before", "after", "at"}),
    "move": ({"path"}, {"before", "after", "at", "stage"}),
    "rename": ({"path", "name"}, set[str]()),
}


def read_operations(listed: object) -> list[Operation]:
    """The operations of one step.

    Raises:
        UsageFault: something in them is not as it must be; says which and where.
    """
    if not isinstance(listed, list) or not listed:
        raise UsageFault("no_operations")
    items = cast("list[object]", listed)
    if len(items) > MOST:
        raise UsageFault("too_many_operations", limit=MOST, n=len(items))
    return [read_operation(one, number) for number, one in enumerate(items)]


def read_operation(given: object, number: int = 0) -> Operation:
    """One operation.

    Raises:
        UsageFault: not an operation.
    """
    where = f"operations[{number}]"
    if not isinstance(given, Mapping):
        raise UsageFault("bad_operation", where=where, key="op", expected="{…}")
    pairs = cast("Mapping[str, Any]", given)
    name = pairs.get("op")
    if not isinstance(name, str) or name not in _KEYS:
        raise UsageFault(
            "unknown_operation", where=where, found=_short(name), allowed=", ".join(_KEYS)
        )
    needed, more = _KEYS[name]
    for key in sorted(needed - set(pairs)):
        raise UsageFault("operation_key_missing", where=where, op=name, key=key)
    for key in sorted(set(pairs) - needed - more - {"op"}):
        allowed = ", ".join(sorted(needed | more))
        raise UsageFault(
            "unknown_operation_key", where=where, op=name, found=_short(key), allowed=allowed
        )
    return _built(name, pairs, where)


def _built(name: str, pairs: Mapping[str, Any], where: str) -> Operation:
    path = _path(pairs["path"], where)
    match name:
        case "set":
            return Set(path, _value(pairs["value"], where))
        case "remove":
            return Remove(path)
        case "add":
            value = _value(pairs["value"], where)
            return Add(path, value, _name(pairs.get("name", ""), where), _place(pairs, where))
        case "move":
            stage = pairs.get("stage")
            if stage is not None:
                stage = _name(stage, where, "stage")
            return Move(path, _place(pairs, where), "stage" in pairs, stage)
        case _:
            return Rename(path, _name(pairs["name"], where))


def as_json(operation: Operation) -> dict[str, object]:
    """The operation as it is sent."""
    match operation:
        case Set(path, value):
            return {"op": "set", "path": list(path), "value": value}
        case Remove(path):
            return {"op": "remove", "path": list(path)}
        case Add(path, value, name, place):
            named: dict[str, object] = {"name": name} if name else {}
            told = {"op": "add", "path": list(path), "value": value}
            return told | named | _place_json(place)
        case Move(path, place, to_stage, stage):
            taken: dict[str, object] = {"stage": stage} if to_stage else {}
            return {"op": "move", "path": list(path)} | taken | _place_json(place)
        case Rename(path, name):
            return {"op": "rename", "path": list(path), "name": name}


def _place_json(place: Place) -> dict[str, object]:
    stated = (("before", place.before), ("after", place.after), ("at", place.at))
    return {key: value for key, value in stated if value is not None}


def _path(given: object, where: str) -> Path:
    steps = cast("list[object]", given) if isinstance(given, list) else []
    good = [one for one in steps if isinstance(one, str) or _is_number(one)]
    if not steps or len(good) < len(steps):
        raise UsageFault("bad_operation", where=where, key="path", expected='["stages", "x"]')
    return tuple(cast("list[str | int]", good))


def _value(given: object, where: str) -> Content:
    try:
        return plain(given)
    except (ValueError, RecursionError):
        raise UsageFault("bad_operation_value", where=where) from None


def _name(given: object, where: str, key: str = "name") -> str:
    if not isinstance(given, str):
        raise UsageFault("bad_operation", where=where, key=key, expected='"…"')
    return given


def _place(pairs: Mapping[str, Any], where: str) -> Place:
    stated = [key for key in ("before", "after", "at") if pairs.get(key) is not None]
    if len(stated) > 1:
        raise UsageFault("two_places", where=where, allowed="before, after, at")
    for key in stated:
        value = pairs[key]
        if not (_is_number(value) or (isinstance(value, str) and key != "at")):
            raise UsageFault("bad_operation", where=where, key=key, expected="…")
    return Place(pairs.get("before"), pairs.get("after"), pairs.get("at"))


def _is_number(one: object) -> bool:
    return isinstance(one, int) and not isinstance(one, bool) and one >= 0


def _short(found: object) -> str:
    text = str(found)
    return text if len(text) <= 60 else f"{text[:57]}…"
