"""Where the elements of a map stand in its text, by the paths that edits use."""

from collections.abc import Iterator

from tropa.map.edit.content import kind_in_list, kind_under
from tropa.map.finding import Path
from tropa.map.kinds import Kind
from tropa.map.node import Mapping, Node, Scalar, Sequence
from tropa.map.schema.document import DOCUMENT
from tropa.map.shapes import SYNONYM, Many, Series


def lines_of(root: Node) -> dict[Path, int]:
    """The line of every key and element, from one."""
    return dict(_lines(root, (), DOCUMENT))


def _lines(node: Node, path: Path, kind: Kind | None) -> Iterator[tuple[Path, int]]:
    match node:
        case Mapping(pairs=pairs):
            # One record in the place of a list of them is the first of the list.
            inside = (*path, 0) if isinstance(kind, Many) else path
            for name, (key, value) in pairs.items():
                yield (*inside, name), key.place[0]
                yield from _lines(value, (*inside, name), kind_under(kind, name))
        case Sequence(items=items):
            for at, item in enumerate(items):
                own = (*path, _step(item, at, kind))
                yield own, item.place[0]
                yield from _lines(item, own, kind_in_list(kind))
        case Scalar():
            pass


def named_path(root: Node, path: Path) -> Path:
    """A path by numbers, as findings have it, as a path by names."""
    found: list[str | int] = []
    node: Node | None = root
    kind: Kind | None = DOCUMENT
    for step in path:
        if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            item = node.items[step]
            found.append(_step(item, step, kind))
            node, kind = item, kind_in_list(kind)
        else:
            found.append(step)
            inside = isinstance(node, Mapping) and str(step) in node.pairs
            node = node.pairs[str(step)][1] if isinstance(node, Mapping) and inside else None
            kind = kind_under(kind, str(step))
    return tuple(found)


def _step(item: Node, at: int, kind: Kind | None) -> str | int:
    """What an item of a list goes by: its name, or its number."""
    if isinstance(kind, Series) and isinstance(item, Mapping):
        pair = item.pairs.get(kind.name_key) or item.pairs.get(SYNONYM)
        if pair and isinstance(pair[1], Scalar):
            return pair[1].text
    return at
