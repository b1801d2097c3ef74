"""Maps written: a draft from a line of stages, and edits that keep every other byte.

A map file belongs to the person who wrote it. An edit changes the characters of one value and
nothing else: comments, blank lines, quotes and line ends stay as they are. What was read and
not changed is written back byte for byte.
"""

import re
from collections.abc import Iterator
from typing import Final

from tropa.errors import MapFault, UsageFault
from tropa.map.build import DEFAULT_CURRENCY, DEFAULT_ZONE
from tropa.map.document import Map
from tropa.map.finding import Finding, MapRefused, Path
from tropa.map.names import name_from
from tropa.map.node import (
    BYTE_ORDER_MARK,
    Mapping,
    Node,
    Scalar,
    TextRefused,
    compose,
    refuse_unreadable,
)
from tropa.map.read import read_map
from tropa.map.spelling import spellings, spelt
from tropa.words import Language, say

# The first kind of separator that occurs is the one meant: «Звонок, замер → Договор» has two.
_SEPARATORS: Final = (r"→|->|=>|>|\n", "—|–", ";", ",")


def write_map(map_: Map) -> bytes:
    """The map's file as it was read."""
    return map_.text.encode()


# ---------------------------------------------------------------- a draft from stages


def map_from_stages(text: str, language: Language, map_id: str, title: str) -> str:
    """A commented draft with a stage for each piece of «Реклама → Звонок → Договор».

    Args:
        text: titles of stages in order, between `→`, `->`, `>`, `—` or commas.
        language: the language of the comments and of the map.
        map_id: the map's name in files and addresses.
        title: what people call the map.

    Raises:
        UsageFault: there is no stage in the text.
        MapRefused: a title or the name cannot stand in a map, or there are too many stages.
    """
    titles = _pieces(text)
    if not titles:
        raise UsageFault("no_stages")
    names: list[str] = []
    for one in titles:
        names.append(name_from(one, "stage", names))
    draft = "\n".join(_draft_lines(titles, names, language, map_id, title)) + "\n"
    read_map(draft, f"{map_id}.yaml")
    return draft


def _pieces(text: str) -> list[str]:
    separator = next((one for one in _SEPARATORS if re.search(one, text.strip())), "$")
    pieces = (" ".join(piece.split()) for piece in re.split(separator, text))
    return [piece for piece in pieces if piece]


def _draft_lines(
    titles: list[str], names: list[str], language: Language, map_id: str, title: str
) -> Iterator[str]:
    def words(key: str) -> str:
        return say(f"map.draft.{key}", language)

    touchpoint = name_from("request", "touchpoint", names)
    yield f"# {words('head')}"
    yield ""
    yield "tropa: 1"
    yield f"map: {spelt(map_id)}"
    yield f"title: {spelt(title)}"
    yield f"language: {language}"
    yield f"timezone: {DEFAULT_ZONE}  # {words('zone')}"
    yield f"currency: {DEFAULT_CURRENCY}  # {words('currency')}"
    yield ""
    yield f"stages:  # {words('stages')}"
    for name, one in zip(names, titles, strict=True):
        yield f"  - stage: {name}"
        yield f"    title: {spelt(one)}"
    yield ""
    yield f"# {words('touchpoints')}"
    yield "# touchpoints:"
    yield f"#   - touchpoint: {touchpoint}"
    yield f"#     title: {words('touchpoint')}"
    yield f"#     stage: {names[0]}"
    yield "#     from: buyer"
    yield "#     event: form_submitted"
    yield "#"
    yield f"# {words('sale')}"
    yield f"# sale: did {touchpoint}"


# ---------------------------------------------------------------- one value replaced


def replace(map_text: str, path: Path, new_scalar_text: str) -> str:
    """The map's text with one single value changed, and not a byte besides.

    Args:
        map_text: the text of a map, as `Map.text` keeps it.
        path: the way to the value as the file is written: keys, and places in lists from 0.
        new_scalar_text: the value itself; quotes are added where YAML needs them.

    Raises:
        MapFault: no single value stands at this path.
        MapRefused: the text is not readable, or the new value holds unreadable characters.
    """
    source = map_text.removeprefix(BYTE_ORDER_MARK)
    try:
        refuse_unreadable(new_scalar_text)
        root = compose(source)
    except TextRefused as fault:
        raise MapRefused([_refusal(fault)]) from None
    old = _scalar_at(root, path)
    if old.text == new_scalar_text:
        return map_text
    wanted = [new_scalar_text if one is old else one.text for one in _scalars(root)]
    for spelling in spellings(source, old, new_scalar_text):
        edited = source[: old.start] + spelling + source[old.end :]
        if _reads_as(edited, wanted):
            return map_text[: len(map_text) - len(source)] + edited
    raise MapFault("no_such_value", path=_shown(path))


def _refusal(fault: TextRefused) -> Finding:
    return Finding(fault.code, "refused", fault.place, values=fault.values)


def _scalar_at(root: Mapping, path: Path) -> Scalar:
    node: Node = root
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.pairs:
            node = node.pairs[step][1]
        elif isinstance(step, int) and not isinstance(node, Mapping | Scalar):
            if not 0 <= step < len(node.items):
                raise MapFault("no_such_value", path=_shown(path))
            node = node.items[step]
        else:
            raise MapFault("no_such_value", path=_shown(path))
    if not isinstance(node, Scalar):
        raise MapFault("no_such_value", path=_shown(path))
    return node


def _shown(path: Path) -> str:
    return ".".join(str(step) for step in path)


def _scalars(node: Node) -> Iterator[Scalar]:
    """Every key and every single value, in the order of the file."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.pairs.values():
            yield key
            yield from _scalars(value)
    else:
        for item in node.items:
            yield from _scalars(item)


def _reads_as(text: str, wanted: list[str]) -> bool:
    try:
        return [one.text for one in _scalars(compose(text))] == wanted
    except TextRefused:
        return False
