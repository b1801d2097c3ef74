"""An element's name changed together with every reference to it, and nothing else."""

import re
from collections.abc import Iterator
from typing import Final

from tropa.errors import MapFault, UsageFault
from tropa.map.edit.content import content_of
from tropa.map.edit.layout import Unfit
from tropa.map.edit.operation import Rename
from tropa.map.edit.reshape import Splice, spliced
from tropa.map.edit.wanted import checked_name, kind_at, names_in_use, shown
from tropa.map.finding import Path
from tropa.map.kinds import Reading
from tropa.map.node import Mapping, Node, Scalar, Sequence, compose
from tropa.map.references import names_in
from tropa.map.schema.document import DOCUMENT
from tropa.map.shapes import SYNONYM, Records, Series, Values
from tropa.map.spelling import spellings

# References that the schema takes for free words: keys of these mappings, and these texts.
_KEYS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "stages": (("plan", "month"), ("plan", "budget")),
    "touchpoints": (("plan", "month"), ("plan", "budget")),
    "channels": (("plan", "budget"),),
    "kpis": (("plan", "what_if", "*", "set"),),
}
_TEXTS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "channels": (
        ("touchpoints", "*", "channel"),
        ("content", "*", "channel"),
        ("surveys", "*", "channel"),
    ),
    "plays": (("touchpoints", "*", "play"),),
    "content": (
        ("plays", "*", "steps", "*", "message"),
        ("plays", "*", "steps", "*", "choose", "*", "message"),
        ("surveys", "*", "then", "*", "message"),
    ),
    "kpis": (("goals", "*", "measure"),),
    "variants": (("touchpoints", "*", "variant"),),
}


def renamed(text: str, root: Mapping, operation: Rename) -> str:
    """The text with an element under another name everywhere.

    Raises:
        MapFault: there is no such element, the name is taken, or is none.
        UsageFault: what stands there has no name of its own.
        Unfit: the text is written in a way that this cannot be fitted into.
    """
    path, new = operation.path, operation.name
    old = path[-1]
    own = _own_name(root, path)
    if old == new:
        return text
    checked_name(new)
    content = content_of(root)
    if new.lower() in {one.lower() for one in names_in_use(content) if one != old}:
        raise MapFault("name_taken", found=new)
    replaced: dict[int, tuple[Scalar, str]] = {id(own): (own, new)}
    for scalar, said in _references(text, root, str(old), new, str(path[0])):
        replaced[id(scalar)] = (scalar, said)
    splices = [_splice(text, scalar, said) for scalar, said in replaced.values()]
    before = [
        replaced[id(one)][1] if id(one) in replaced else one.text for one in _scalars(root)
    ]
    edited = spliced(text, splices)
    after = compose(edited)
    if [one.text for one in _scalars(after)] != before:
        raise Unfit
    # `lead` and `sale` mean something of their own in `from … to …`.
    if _times_used(text, root, str(old)) != _times_used(edited, after, new):
        raise MapFault("name_taken", found=new)
    return edited


def _times_used(text: str, root: Mapping, name: str) -> int:
    """How often fields speak of an element."""
    reading = Reading(text)
    DOCUMENT.read(root, (), reading)
    return sum(one.name == name for one in reading.references)


def _splice(text: str, scalar: Scalar, said: str) -> Splice:
    raw = text[scalar.start : scalar.end]
    tail = len(raw) - len(raw.rstrip()) if raw[:1] in ("|", ">") and not scalar.plain else 0
    spelling = next(spellings(text, scalar, said))
    return Splice(scalar.start, scalar.end - tail, spelling[: len(spelling) - tail])


def _own_name(root: Mapping, path: Path) -> Scalar:
    """The scalar that is the element's name: an item's first key, or a key of a mapping."""
    kind = kind_at(path[:-1])
    if len(path) != 2 or not isinstance(kind, Series | Records | Values):
        raise UsageFault("nothing_to_rename", path=shown(path))
    section = root.pairs.get(str(path[0]))
    held = section[1] if section else None
    if isinstance(kind, Series) and isinstance(held, Sequence):
        for item in held.items:
            if isinstance(item, Mapping):
                pair = item.pairs.get(kind.name_key) or item.pairs.get(SYNONYM)
                if pair and isinstance(pair[1], Scalar) and pair[1].text == path[1]:
                    return pair[1]
    elif isinstance(held, Mapping) and path[1] in held.pairs:
        return held.pairs[str(path[1])][0]
    raise MapFault("no_such_element", path=shown(path))


def _references(
    text: str, root: Mapping, old: str, new: str, section: str
) -> Iterator[tuple[Scalar, str]]:
    reading = Reading(text)
    DOCUMENT.read(root, (), reading)
    for reference in reading.references:
        scalar = _scalar_at(root, reference.path) if reference.name == old else None
        if scalar is not None:
            yield scalar, _in_phrase(scalar.text, old, new)
    yield from _in_conditions(reading, old, new)
    yield from _free_words(root, old, new, section)


def _in_conditions(reading: Reading, old: str, new: str) -> Iterator[tuple[Scalar, str]]:
    for written in reading.conditions:
        places = {at for name, _, at in names_in(written.tree, written.text) if name == old}
        said = written.text
        for at in sorted(places, reverse=True):
            said = said[:at] + new + said[at + len(old) :]
        if places:
            yield written.node, said


def _free_words(
    root: Mapping, old: str, new: str, section: str
) -> Iterator[tuple[Scalar, str]]:
    for node in (one for pattern in _KEYS.get(section, ()) for one in _nodes(root, pattern)):
        if isinstance(node, Mapping) and old in node.pairs:
            yield node.pairs[old][0], new
    for node in (one for pattern in _TEXTS.get(section, ()) for one in _nodes(root, pattern)):
        for one in node.items if isinstance(node, Sequence) else [node]:
            if isinstance(one, Scalar) and one.text == old:
                yield one, new


def _in_phrase(text: str, old: str, new: str) -> str:
    """A reference by itself, as a field's touchpoint, or in `from … to …` and `before …`."""
    if text == old:
        return new
    if text.startswith(f"{old}."):
        return new + text[len(old) :]
    return re.sub(rf"\b(from|to|before)(\s+){re.escape(old)}\b", rf"\1\g<2>{new}", text)


def _scalar_at(root: Node, path: Path) -> Scalar | None:
    """The scalar at a path by numbers; a short form stands for what it is short for."""
    node = root
    for step in path:
        if isinstance(node, Mapping) and step in node.pairs:
            node = node.pairs[str(step)][1]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        elif isinstance(node, Mapping) and step == 0:
            continue
        else:
            break
    return node if isinstance(node, Scalar) else None


def _nodes(node: Node, pattern: tuple[str, ...]) -> Iterator[Node]:
    if not pattern:
        yield node
        return
    step, *rest = pattern
    match node:
        case Mapping(pairs=pairs) if step == "*":
            for _, one in pairs.values():
                yield from _nodes(one, tuple(rest))
        case Mapping(pairs=pairs) if step in pairs:
            yield from _nodes(pairs[step][1], tuple(rest))
        case Sequence(items=items) if step == "*":
            for one in items:
                yield from _nodes(one, tuple(rest))
        case _:
            pass


def _scalars(node: Node) -> Iterator[Scalar]:
    """Every key and every single value, in the order of the file."""
    match node:
        case Scalar():
            yield node
        case Mapping(pairs=pairs):
            for key, value in pairs.values():
                yield key
                yield from _scalars(value)
        case Sequence(items=items):
            for item in items:
                yield from _scalars(item)
