"""What a map's text says, without how it is written: the ground every edit is judged by.

One value and a list of one, a short form and the same written out, inline braces and lines
under a key say the same and are the same here. A scalar stays the text it is; only the form
handed to programs has numbers and flags.
"""

from typing import Any, Final, TypeAlias, cast

from tropa.map.kinds import Flag, Kind, Number
from tropa.map.node import Mapping, Node, Scalar, Sequence
from tropa.map.schema.document import DOCUMENT
from tropa.map.shapes import SYNONYM, Fields, Many, Records, Series, Short, Values

Content: TypeAlias = str | list["Content"] | dict[str, "Content"]
"""A text, a list, or values under keys."""

NAMELESS: Final = ""


def content_of(node: Node, kind: Kind | None = DOCUMENT) -> Content:
    """What a node says; `kind` tells which forms mean the same."""
    match kind:
        case Many(each=each):
            return _many(node, each)
        case Short(record=record, single=single) if not isinstance(node, Mapping):
            return {single: content_of(node, record.keys[single].kind)}
        case Series() if is_empty(node):
            return []
        case Series() if isinstance(node, Sequence):
            return [_named(content_of(one, kind.each), kind) for one in node.items]
        case Records() | Values() if is_empty(node):
            return {}
        case _:
            return _content(node, kind)


def _many(node: Node, each: Kind) -> list[Content]:
    items = node.items if isinstance(node, Sequence) else [node]
    return [content_of(one, each) for one in items]


def _content(node: Node, kind: Kind | None) -> Content:
    match node:
        case Scalar(text=text):
            # A name with nothing under it yet is a record without keys.
            return {} if isinstance(kind, Fields) and is_empty(node) else text
        case Sequence(items=items):
            return [content_of(one, kind_in_list(kind)) for one in items]
        case Mapping(pairs=pairs):
            return {
                name: content_of(value, kind_under(kind, name))
                for name, (_, value) in pairs.items()
            }


def _named(item: Content, kind: Series) -> Content:
    """An item of a named list; `id` is the name as other tools write it."""
    if isinstance(item, dict) and kind.name_key not in item and SYNONYM in item:
        return {(kind.name_key if key == SYNONYM else key): one for key, one in item.items()}
    return item


def is_empty(node: Node) -> bool:
    """Whether nothing at all is written there."""
    return isinstance(node, Scalar) and node.plain and not node.text


def kind_in_list(kind: Kind | None) -> Kind | None:
    """The kind of a list's items; those of a named list are of the list's own kind."""
    match kind:
        case Many(each=each) | Series(each=each):
            return each
        case _:
            return None


def kind_under(kind: Kind | None, key: str) -> Kind | None:
    """The kind of the value under a key."""
    match kind:
        case Fields(keys=keys):
            return keys[key].kind if key in keys else None
        case Short(record=record):
            return kind_under(record, key)
        case Records(each=each) | Values(each=each):
            return each
        case Many(each=each):
            return kind_under(each, key)
        case _:
            return None


def keys_of(kind: Kind | None) -> list[str]:
    """The known keys of a record, in the order of the schema."""
    match kind:
        case Fields(keys=keys):
            return list(keys)
        case Short(record=record):
            return list(record.keys)
        case _:
            return []


def is_named(kind: Kind | None) -> bool:
    """Whether a list's items are known by their names."""
    return isinstance(kind, Series)


def name_of(item: Content, kind: Kind | None) -> str:
    """The name of an item of a named list."""
    if isinstance(item, dict) and isinstance(kind, Series):
        name = item.get(kind.name_key, NAMELESS)
        return name if isinstance(name, str) else NAMELESS
    return NAMELESS


def typed(content: Content, kind: Kind | None = DOCUMENT) -> Any:
    """The content with numbers and flags as such: for programs."""
    match content:
        case str():
            return _typed_text(content, kind)
        case list():
            return [typed(one, kind_in_list(kind)) for one in content]
        case dict():
            return {key: typed(one, kind_under(kind, key)) for key, one in content.items()}


def _typed_text(text: str, kind: Kind | None) -> object:
    if isinstance(kind, Flag) and text in ("true", "false"):
        return text == "true"
    if isinstance(kind, Number):
        figures = text.replace(" ", "").replace("_", "")
        try:
            return int(figures) if figures.lstrip("+-").isdecimal() else float(figures)
        except ValueError:
            return text
    return text


def plain(value: object) -> Content:
    """A value of JSON as the map writes it.

    Raises:
        ValueError: nothing a map can hold: null, or a number without end.
    """
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case int():
            return str(value)
        case float() if abs(value) < 1e15:
            return f"{value:.9f}".rstrip("0").rstrip(".")
        case list():
            return [plain(one) for one in cast("list[object]", value)]
        case dict():
            pairs = cast("dict[str, object]", value)
            return {key: plain(one) for key, one in pairs.items()}
        case _:
            raise ValueError(value)
