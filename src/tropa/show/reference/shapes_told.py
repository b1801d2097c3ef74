"""Keys of a document told as a table: what each holds, and what it means."""

from collections.abc import Iterator

from tropa.map.kinds import (
    Choice,
    Day,
    FieldOf,
    Flag,
    Kind,
    Length,
    MapId,
    Number,
    Ref,
    Rule,
    Share,
    Text,
    Url,
)
from tropa.map.shapes import Anything, Fields, Key, Many, Records, Series, Short, Values

_SAID: dict[type, str] = {
    Text: "text",
    Flag: "`true` or `false`",
    Share: "a share such as `10%`",
    Length: "a length of time such as `3d`",
    Day: "a day such as `2026-03-31`",
    Url: "a link",
    MapId: "a map's name",
    FieldOf: "`touchpoint.field`",
    Anything: "anything",
}


def keys_told(fields: Fields, prefix: str = "") -> Iterator[tuple[str, str, str]]:
    """Every key under a record: its path, what it holds, what it means."""
    for name, key in fields.keys.items():
        path = f"{prefix}{name}"
        yield path, holds(key.kind) + (", needed" if key.needed else ""), _means(key)
        inner, step = _inside(key.kind)
        if inner is not None:
            yield from keys_told(inner, f"{path}{step}")


def _means(key: Key) -> str:
    return key.means.replace("|", "\\|")


def _inside(kind: Kind) -> tuple[Fields | None, str]:
    """The record inside a kind, and how its keys are reached."""
    match kind:
        case Fields():
            return kind, "."
        case Short():
            return kind.record, "."
        case Series():
            return kind.each, "[]."
        case Many():
            return _inside(kind.each)[0], "[]."
        case Records() | Values():
            inner, step = _inside(kind.each)
            return inner, f".NAME{step}"
        case _:
            return None, ""


def holds(kind: Kind) -> str:
    """What a kind holds, in a few words."""
    match kind:
        case Choice():
            return " or ".join(f"`{one}`" for one in kind.options)
        case Number():
            return _number(kind)
        case Rule():
            return f"a condition ({kind.sees})"
        case Ref():
            return "the name of a " + " or ".join(kind.kinds)
        case _:
            return _holds_many(kind)


def _holds_many(kind: Kind) -> str:
    match kind:
        case Many():
            return f"{holds(kind.each)}, or a list"
        case Series():
            return f"a list begun by `{kind.name_key}`"
        case Records() | Values():
            return f"by name: {holds(kind.each)}"
        case Short():
            return f"its `{kind.single}`, or keys"
        case Fields():
            return "keys"
        case _:
            return _SAID.get(type(kind), type(kind).__name__.lower())


def _number(kind: Number) -> str:
    said = "a whole number" if kind.whole else "a number"
    if kind.least is not None and kind.most is not None:
        return f"{said} from {kind.least:g} to {kind.most:g}"
    return said if kind.least is None else f"{said}, {kind.least:g} at least"


def key_table(fields: Fields) -> list[str]:
    """The keys of a record as lines of a Markdown table."""
    rows = [f"| `{path}` | {what} | {means} |" for path, what, means in keys_told(fields)]
    return ["| key | holds | means |", "|---|---|---|", *rows]
