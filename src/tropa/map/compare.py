"""How two texts of a map differ, as people say it: what came, went, moved, and what changed.

Elements are known by their names. One that went while another came with the same content, or
under the same title, has only another name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, cast

from tropa.map.edit.content import Content, kind_in_list, kind_under, name_of
from tropa.map.edit.order import match
from tropa.map.finding import Path
from tropa.map.kinds import FieldOf, Kind, Ref, Rule
from tropa.map.phrases import From, Measured
from tropa.map.schema.document import DOCUMENT
from tropa.map.shapes import Anything, Fields, Many, Records, Series, Short

How: TypeAlias = Literal["added", "removed", "moved", "renamed", "changed"]

MAP: Final = "map"
"""The element whose fields stand on top of the document."""

_ELEMENTS: Final = {
    "zones": "zone", "stages": "stage", "touchpoints": "touchpoint", "segments": "segment",
    "lanes": "lane", "goals": "goal", "problems": "problem", "products": "product",
    "owners": "owner", "personas": "persona", "needs": "need", "loss_reasons": "loss_reason",
    "scripts": "script", "content": "content", "tools": "tool", "instructions": "instruction",
    "surveys": "survey", "channels": "channel", "kpis": "kpi", "actions": "action",
    "plays": "play", "experiments": "experiment", "events": "event",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs."""

    how: How
    element: str
    """`stage`, `touchpoint`, `kpi` …; `map` for what stands on top."""
    path: Path
    title: str
    """What people call the element."""
    field: str = ""
    """The field that changed, with dots where it lies deeper; empty for whole elements."""
    before: str | None = None
    after: str | None = None
    """As written; None where there is nothing. Of a moved element: behind what it stands."""
    rule: bool = False
    """The field is a condition."""

    def as_json(self) -> dict[str, object]:
        return {
            "kind": self.how,
            "element": self.element,
            "path": list(self.path),
            "title": self.title,
            "field": self.field or None,
            "from": self.before,
            "to": self.after,
            "rule": self.rule,
        }


def read_difference(told: dict[str, object]) -> Difference:
    """A difference from its own JSON."""
    return Difference(
        cast("How", told["kind"]),
        str(told["element"]),
        tuple(cast("list[str | int]", told["path"])),
        str(told["title"]),
        str(told["field"] or ""),
        cast("str | None", told["from"]),
        cast("str | None", told["to"]),
        bool(told["rule"]),
    )


def differences(before: Content, after: Content) -> list[Difference]:
    """Everything in which one content differs from another, in the order of the schema."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return []
    names = other_names(before, after)
    known = titles_of(before)
    before = with_names(before, names)
    if not isinstance(before, dict):
        return []
    former = {new: old for old, new in names.items()}
    titles = {names.get(name, name): title for name, title in known.items()}
    work = _Comparing(titles, titles_of(after), former)
    found: list[Difference] = []
    for key in [one for one in DOCUMENT.keys if one in before or one in after]:
        kind = kind_under(DOCUMENT, key)
        if key in _ELEMENTS:
            found += work.elements(key, before.get(key), after.get(key), kind)
        else:
            top = _Element(MAP, (), "")
            found += work.values(top, (key,), before.get(key), after.get(key), kind)
    return found


def titles_of(content: Content) -> dict[str, str]:
    """What people call everything that has a name, by its name.

    Traits of people stand behind `traits.`, fields of events behind `events.`: they may bear
    the name of something else.
    """
    elements = {str(path[1]): title for path, title in elements_of(content).items()}
    return elements | _properties_of(content)


def _properties_of(content: Content) -> dict[str, str]:
    """Titles of properties; of a field that events call differently, the first event's."""
    if not isinstance(content, dict):
        return {}
    traits, events = content.get("traits"), content.get("events")
    listed = [("traits", traits)]
    if isinstance(events, dict):
        listed += [("events", fields) for fields in events.values()]
    found: dict[str, str] = {}
    for section, properties in listed:
        for name, one in properties.items() if isinstance(properties, dict) else ():
            title = _title(one, "")
            if title:
                found.setdefault(f"{section}.{name}", title)
    return found


def elements_of(content: Content) -> dict[Path, str]:
    """Every element by its path, and what people call it."""
    found: dict[Path, str] = {}
    for key in _ELEMENTS:
        kind = kind_under(DOCUMENT, key)
        held = content.get(key) if isinstance(content, dict) else None
        for name, one in _named(held, kind):
            found[key, name] = _title(one, name)
    return found


def _title(element: Content, name: str) -> str:
    title = element.get("title") if isinstance(element, dict) else None
    return title if isinstance(title, str) and title else name


def _named(held: Content | None, kind: Kind | None) -> list[tuple[str, Content]]:
    if isinstance(kind, Series) and isinstance(held, list):
        return [(name_of(one, kind), one) for one in held]
    return list(held.items()) if isinstance(held, dict) else []


@dataclass(frozen=True, slots=True)
class _Element:
    """Whose fields are compared."""

    what: str
    path: Path
    title: str


@dataclass(frozen=True, slots=True)
class _Comparing:
    """The titles on both sides, and what those with another name were called."""

    before: dict[str, str]
    after: dict[str, str]
    former: dict[str, str]

    # ------------------------------------------------------------ elements

    def elements(
        self, key: str, before: Content | None, after: Content | None, kind: Kind | None
    ) -> Iterator[Difference]:
        old, new = dict(_named(before, kind)), dict(_named(after, kind))
        what = _ELEMENTS[key]
        each = kind.each if isinstance(kind, Records) else kind_in_list(kind)
        for name in [one for one in old if one not in new]:
            yield Difference("removed", what, (key, name), _title(old[name], name))
        for name, one in new.items():
            title, path = _title(one, name), (key, name)
            if name not in old:
                yield Difference("added", what, path, title)
                continue
            if name in self.former:
                yield Difference("renamed", what, path, title, "", self.former[name], name)
            element = _Element(what, path, title)
            yield from self._fields(element, old[name], one, each, _own(kind))
        if isinstance(kind, Series):
            yield from self._moved(key, list(old), list(new), kind)

    def _moved(
        self, key: str, old: list[str], new: list[str], kind: Series
    ) -> Iterator[Difference]:
        left = [name for name in new if name in old]
        items: list[Content] = [{kind.name_key: name} for name in left]
        stood: list[Content] = [{kind.name_key: name} for name in old]
        staying = match(stood, items, kind).staying
        for at, name in enumerate(left):
            if at in staying:
                continue
            where = new.index(name)
            behind = self.after.get(new[where - 1], new[where - 1]) if where else None
            title = self.after.get(name, name)
            yield Difference("moved", _ELEMENTS[key], (key, name), title, after=behind)

    # ------------------------------------------------------------ fields

    def _fields(
        self, of: _Element, before: Content, after: Content, kind: Kind | None, own: set[str]
    ) -> Iterator[Difference]:
        if not isinstance(before, dict) or not isinstance(after, dict):
            yield from self.values(of, (), before, after, kind)
            return
        for key in [one for one in dict.fromkeys([*before, *after]) if one not in own]:
            inside = kind_under(kind, key)
            yield from self.values(of, (key,), before.get(key), after.get(key), inside)

    def values(
        self,
        of: _Element,
        field: tuple[str, ...],
        before: Content | None,
        after: Content | None,
        kind: Kind | None,
    ) -> Iterator[Difference]:
        """How a field differs: itself, or those under it."""
        if before == after:
            return
        is_open = isinstance(kind, Anything)
        if not is_open and (isinstance(before, dict) or isinstance(after, dict)):
            old = before if isinstance(before, dict) else {}
            new = after if isinstance(after, dict) else {}
            for key in dict.fromkeys([*old, *new]):
                inside = kind_under(kind, key)
                yield from self.values(of, (*field, key), old.get(key), new.get(key), inside)
            return
        yield Difference(
            "changed",
            of.what,
            (*of.path, *field),
            of.title,
            ".".join(field),
            self._said(before, kind, self.before),
            self._said(after, kind, self.after),
            rule=isinstance(kind, Rule),
        )

    def _said(
        self, value: Content | None, kind: Kind | None, titles: dict[str, str]
    ) -> str | None:
        match value:
            case None:
                return None
            case str():
                return titles.get(value, value) if isinstance(kind, Ref) else value
            case list():
                each = kind.each if isinstance(kind, Many) else None
                said = [self._said(one, each, titles) or "" for one in value]
                return ", ".join(one for one in said if one)
            case dict():
                said = [one for one in value.values() if isinstance(one, str)]
                return _title(value, " → ".join(said[:3]))


def other_names(before: Content, after: Content) -> dict[str, str]:
    """Old names of elements that have new ones."""
    found: dict[str, str] = {}
    for key in _ELEMENTS:
        kind = kind_under(DOCUMENT, key)
        old, new = (
            dict(_named(side.get(key) if isinstance(side, dict) else None, kind))
            for side in (before, after)
        )
        gone = [name for name in old if name not in new]
        for name in [one for one in new if one not in old]:
            same = [one for one in gone if _is_the_same(old[one], new[name], _own(kind))]
            if same:
                found[same[0]] = name
                gone.remove(same[0])
    return found


def with_names(
    content: Content, names: dict[str, str], kind: Kind | None = DOCUMENT
) -> Content:
    """The content with other names wherever something is spoken of by its name."""
    if not names:
        return content
    match content:
        case str():
            if not isinstance(kind, Ref | Rule | FieldOf | From | Measured):
                return content
            words = "|".join(re.escape(one) for one in names)
            return re.sub(rf"\b(?:{words})\b", lambda found: names[found.group()], content)
        case list():
            inside = kind_in_list(kind)
            if not isinstance(kind, Series):
                return [with_names(one, names, inside) for one in content]
            return [_with_name(one, names, kind) for one in content]
        case dict():
            free = isinstance(kind, Fields | Short | Anything | None)
            return {
                (key if free else names.get(key, key)): with_names(
                    one, names, kind_under(kind, key)
                )
                for key, one in content.items()
            }


def _with_name(item: Content, names: dict[str, str], kind: Series) -> Content:
    found, name = with_names(item, names, kind.each), name_of(item, kind)
    return found | {kind.name_key: names.get(name, name)} if isinstance(found, dict) else found


def _own(kind: Kind | None) -> set[str]:
    return {kind.name_key} if isinstance(kind, Series) else set()


def _is_the_same(old: Content, new: Content, own: set[str]) -> bool:
    if not isinstance(old, dict) or not isinstance(new, dict):
        return False
    left, right = (
        {key: one for key, one in side.items() if key not in own} for side in (old, new)
    )
    return bool(left) and (left == right or (old.get("title") or "") == new.get("title"))
