"""Which elements of a map differ between two contents, and whether two changes meet."""

from collections.abc import Iterable

from tropa.map.edit.content import Content, is_named, kind_under, name_of
from tropa.map.edit.order import match
from tropa.map.edit.wanted import ORDER
from tropa.map.finding import Path
from tropa.map.kinds import Kind
from tropa.map.schema.document import DOCUMENT
from tropa.map.shapes import Series


def changed_paths(
    before: Content, after: Content, path: Path = (), kind: Kind | None = DOCUMENT
) -> list[Path]:
    """The paths of everything that came, went, changed or was put elsewhere.

    A list without names is one thing: whatever changed in it changed the list.
    """
    if before == after:
        return []
    if isinstance(before, dict) and isinstance(after, dict):
        found: list[Path] = []
        for key in dict.fromkeys([*before, *after]):
            inside = kind_under(kind, key)
            old, new = (_or_empty(one.get(key), inside) for one in (before, after))
            found += changed_paths(old, new, (*path, key), inside)
        return found
    if isinstance(before, list) and isinstance(after, list) and isinstance(kind, Series):
        return _named_list(before, after, path, kind)
    return [path]


_ABSENT = "\x00absent"


def _or_empty(content: Content | None, kind: Kind | None) -> Content:
    """What is not there; a list with names that is not there has no elements."""
    if content is None:
        return [] if is_named(kind) else _ABSENT
    return content


def _named_list(
    before: list[Content], after: list[Content], path: Path, kind: Series
) -> list[Path]:
    matched = match(before, after, kind)
    found: list[Path] = [(*path, name_of(before[at], kind)) for at in sorted(matched.gone)]
    staying = matched.staying
    for at, place in enumerate(matched.places):
        own = (*path, name_of(after[at], kind))
        if place is None:
            found.append(own)
            continue
        if at not in staying:
            found.append((*own, ORDER))
        found += changed_paths(before[place], after[at], own, kind.each)
    return found


def meet(one: Path, other: Path) -> bool:
    """Whether two touched paths are of one element: one leads through the other."""
    size = min(len(one), len(other))
    return one[:size] == other[:size]


def clashes(mine: Iterable[Path], theirs: Iterable[Path]) -> list[Path]:
    """Those of the first that meet some of the second."""
    others = list(theirs)
    return [one for one in mine if any(meet(one, other) for other in others)]
