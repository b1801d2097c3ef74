"""What a map should say after an operation, whatever its text looks like."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from tropa.errors import MapFault, UsageFault
from tropa.map.edit.content import (
    Content,
    is_named,
    kind_in_list,
    kind_under,
    name_of,
)
from tropa.map.edit.operation import Add, Move, Place, Remove, Set
from tropa.map.edit.standing_place import place_in
from tropa.map.finding import Path
from tropa.map.kinds import NAME, Kind
from tropa.map.names import name_from
from tropa.map.schema.document import DOCUMENT
from tropa.map.shapes import Fields, Many, Records, Series, Short, Values

ORDER: Final = "#order"
"""Behind the path of an element that was put elsewhere: its place was touched, no more."""

_MAPPINGS: Final = (Fields, Short, Records, Values)
_Change = Callable[[Content | None, Kind | None], Content | None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted, step after step, and what that touches."""

    states: tuple[Content, ...]
    touched: tuple[Path, ...]
    name: str = ""
    """The name a new element got."""
    moving: Content | None = None
    """The element that is put elsewhere."""


def wanted(content: Content, operation: Set | Remove | Add | Move) -> Wanted:
    """What a map should say after an operation.

    Raises:
        MapFault: there is no such element, or its name is taken.
        UsageFault: the operation makes no sense there.
    """
    match operation:
        case Set(path, value):
            return _set(content, path, value)
        case Remove(path):
            return Wanted((changed(content, path, lambda old, _: _gone(old, path)),), (path,))
        case Add():
            return _add(content, operation)
        case Move():
            return _move(content, operation)


def shown(path: Path) -> str:
    """A path in a sentence."""
    return ".".join(str(step) for step in path)


def _gone(old: Content | None, path: Path) -> None:
    if old is None:
        raise MapFault("no_such_element", path=shown(path))


# ---------------------------------------------------------------- the way down


def changed(
    content: Content, path: Path, change: _Change, kind: Kind | None = DOCUMENT
) -> Content:
    """The content with one element changed; nothing else of it is copied.

    Args:
        content: of the whole map.
        path: the way to the element.
        change: given the element (None where there is none) and its kind; gives the new one,
            or None for taking it out.
        kind: of the content.

    Raises:
        MapFault: the way leads nowhere.
    """
    return _changed(content, path, 0, change, kind)


def _changed(
    content: Content, path: Path, depth: int, change: _Change, kind: Kind | None
) -> Content:
    step, last = path[depth], depth == len(path) - 1
    if isinstance(content, dict) and isinstance(step, str):
        return _under_key(content, path, depth, change, kind)
    if isinstance(content, list):
        at = position(content, step, kind)
        if at is None:
            raise MapFault("no_such_element", path=shown(path[: depth + 1]))
        inside = kind_in_list(kind)
        new = (
            change(content[at], inside)
            if last
            else _changed(content[at], path, depth + 1, change, inside)
        )
        return [*content[:at], *([] if new is None else [new]), *content[at + 1 :]]
    raise MapFault("no_such_element", path=shown(path[: depth + 1]))


def _under_key(
    content: dict[str, Content], path: Path, depth: int, change: _Change, kind: Kind | None
) -> Content:
    step, last = str(path[depth]), depth == len(path) - 1
    inside = kind_under(kind, step)
    if last:
        new = change(content.get(step), inside)
        if new is None:
            return {key: one for key, one in content.items() if key != step}
        return {**content, step: new}
    if step not in content and (isinstance(kind, Records) or not isinstance(inside, _MAPPINGS)):
        raise MapFault("no_such_element", path=shown(path[: depth + 1]))
    under = content.get(step, {})
    return {**content, step: _changed(under, path, depth + 1, change, inside)}


def position(items: list[Content], step: str | int | None, kind: Kind | None) -> int | None:
    """Where an element stands in its list: by its name, or by its number where it has none."""
    if is_named(kind):
        return next((at for at, one in enumerate(items) if name_of(one, kind) == step), None)
    return step if isinstance(step, int) and 0 <= step < len(items) else None


def kind_at(path: Path) -> Kind | None:
    """The kind of the value at a path."""
    kind: Kind | None = DOCUMENT
    for step in path:
        kind = (
            kind_in_list(kind)
            if is_named(kind) or isinstance(step, int)
            else kind_under(kind, step)
        )
    return kind


# ---------------------------------------------------------------- set


def _set(content: Content, path: Path, value: Content) -> Wanted:
    holder = kind_at(path[:-2])
    if isinstance(holder, Series) and path[-1] == holder.name_key:
        raise UsageFault("rename_wanted", path=shown(path))

    def change(old: Content | None, kind: Kind | None) -> Content:
        new = in_form(value, kind)
        parent = kind_at(path[:-1])
        if not isinstance(parent, Series) or not isinstance(new, dict):
            return new
        if new.get(parent.name_key, path[-1]) != path[-1]:
            raise UsageFault("rename_wanted", path=shown(path))
        return {parent.name_key: str(path[-1]), **new}

    return Wanted((changed(content, path, change),), (path,))


def in_form(value: Content, kind: Kind | None) -> Content:
    """A value with its short forms written out, as contents have them."""
    match kind:
        case Many(each=each):
            items = value if isinstance(value, list) else [value]
            return [in_form(one, each) for one in items]
        case Short(single=single, record=record) if not isinstance(value, dict):
            return {single: in_form(value, record.keys[single].kind)}
        case _:
            pass
    if isinstance(value, list):
        return [in_form(one, kind_in_list(kind)) for one in value]
    if isinstance(value, dict):
        return {key: in_form(one, kind_under(kind, key)) for key, one in value.items()}
    return value


# ---------------------------------------------------------------- add


def names_in_use(content: Content) -> set[str]:
    """Every name that something of the map bears."""
    found: set[str] = set()
    if not isinstance(content, dict):
        return found
    for key, one in content.items():
        kind = kind_under(DOCUMENT, key)
        if isinstance(kind, Series) and isinstance(one, list):
            found |= {name_of(item, kind) for item in one}
        elif isinstance(kind, Records) and kind.defines and isinstance(one, dict):
            found |= set(one)
    return found - {""}


@dataclass
class _Adding:
    """One addition under way."""

    operation: Add
    taken: set[str]
    content: Content
    name: str = ""
    path: Path = field(default=())

    def change(self, old: Content | None, kind: Kind | None) -> Content:
        operation = self.operation
        if isinstance(kind, Series | Many) and (old is None or isinstance(old, list)):
            return self._into_list(old or [], kind)
        if isinstance(kind, Records | Values) and (old is None or isinstance(old, dict)):
            known = old or {}
            value = in_form(operation.value, kind.each)
            name = self._free_name(value, set(known), "element")
            if isinstance(kind, Records) and not kind.free_names:
                name = checked_name(name)
            self.name, self.path = name, (*operation.path, name)
            return {**known, name: value}
        raise UsageFault("nothing_to_add_to", path=shown(operation.path))

    def _into_list(self, old: list[Content], kind: Series | Many) -> list[Content]:
        operation = self.operation
        value = in_form(operation.value, kind.each)
        self.path = operation.path
        if isinstance(kind, Series):
            if not isinstance(value, dict):
                raise UsageFault("bad_operation", key="value", expected="{…}")
            listed = {name_of(one, kind) for one in old}
            stated = value.get(kind.name_key) or operation.name
            if not isinstance(stated, str):
                raise UsageFault("bad_operation", key=kind.name_key, expected='"…"')
            self.name = checked_name(
                self._free_name(value, listed, kind.name_key, stated=stated)
            )
            value = {kind.name_key: self.name} | value | {kind.name_key: self.name}
            self.path = (*operation.path, self.name)
        at = place_in(self.content, old, kind, operation.place, value, operation.path)
        return [*old[:at], value, *old[at:]]

    def _free_name(
        self, value: Content, listed: set[str], otherwise: str, stated: str = ""
    ) -> str:
        stated = stated or self.operation.name
        if stated:
            if stated in listed:
                raise MapFault("name_taken", found=stated)
            return stated
        title = value.get("title", "") if isinstance(value, dict) else ""
        if not isinstance(title, str) or not title:
            raise UsageFault("name_or_title_wanted", path=shown(self.operation.path))
        return name_from(title, otherwise, self.taken | listed)


def checked_name(name: str) -> str:
    """A name that conditions and addresses can use.

    Raises:
        MapFault: it is none.
    """
    if not NAME.fullmatch(name):
        raise MapFault("bad_element_name", found=name[:60])
    return name


def _add(content: Content, operation: Add) -> Wanted:
    adding = _Adding(operation, names_in_use(content), content)
    found = changed(content, operation.path, adding.change)
    return Wanted((found,), (adding.path,), adding.name)


# ---------------------------------------------------------------- move


def _move(content: Content, operation: Move) -> Wanted:
    path, holder = operation.path, kind_at(operation.path[:-1])
    is_touchpoint = len(path) == 2 and path[0] == "touchpoints"
    if operation.to_stage and not is_touchpoint:
        raise UsageFault("stage_of_touchpoints_only", path=shown(path))
    if len(path) < 2:
        raise UsageFault("nothing_to_move", path=shown(path))

    moving: list[Content] = []

    def reorder(old: Content | None, kind: Kind | None) -> Content:
        if not isinstance(old, list):
            raise UsageFault("nothing_to_move", path=shown(path))
        at = position(old, path[-1], kind)
        if at is None:
            raise MapFault("no_such_element", path=shown(path))
        item, left = old[at], [*old[:at], *old[at + 1 :]]
        there = _on_stage(item, operation)
        to = place_in(
            content, left, kind, operation.place, there if operation.to_stage else None, path
        )
        moving.append(item)
        return [*left[:to], item, *left[to:]]

    ordered = changed(content, path[:-1], reorder)
    touched: tuple[Path, ...] = ((*path, ORDER) if is_named(holder) else path[:-1],)
    if not operation.to_stage:
        return Wanted((ordered,), touched, moving=moving[0])
    placed = changed(
        ordered, path, lambda old, _: _on_stage(old if old is not None else {}, operation)
    )
    both = (*touched, (*path, "stage"))
    return Wanted((ordered, placed), both, moving=moving[0])


def _on_stage(item: Content, operation: Move) -> Content:
    if not operation.to_stage or not isinstance(item, dict):
        return item
    rest = {key: one for key, one in item.items() if key != "stage"}
    return rest if operation.stage is None else {**rest, "stage": operation.stage}


__all__ = [
    "ORDER",
    "Place",
    "Wanted",
    "changed",
    "checked_name",
    "kind_at",
    "names_in_use",
    "shown",
    "wanted",
]
