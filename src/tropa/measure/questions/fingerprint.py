"""A bound question by its contents: two that bear one fingerprint ask the same of everybody.

Every field of everything bound goes in, with its type, so nothing a state or an answer is made
by can be forgotten; a map goes in by its text. What is of no known shape has no fingerprint,
and what was asked with it is not kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import tzinfo
from enum import Enum
from hashlib import blake2b
from typing import Any, cast

import numpy as np

from tropa.map.document import Map
from tropa.measure.questions.scope import Scope

_MOMENT = "as_of"


class NoFingerprint(Exception):
    """Something of no known shape."""


def fingerprint(thing: object, *, moment: bool) -> bytes | None:
    """What tells a thing from all that differ from it; None where that cannot be told.

    Args:
        thing: a bound question, or what its states are made by.
        moment: whether the moments of scopes count.
    """
    digest = blake2b(digest_size=16)
    try:
        for piece in _pieces(thing, moment=moment):
            digest.update(piece)
    except NoFingerprint:
        return None
    return digest.digest()


def _pieces(thing: Any, *, moment: bool) -> Iterator[bytes]:
    """The thing as bytes, each with its length before it: no two shapes read alike."""
    if thing is None or isinstance(thing, bool | int | float | str | bytes | range):
        yield _piece(type(thing).__name__, repr(thing))
    elif isinstance(thing, Enum | tzinfo):
        yield _piece(type(thing).__qualname__, str(thing))
    elif isinstance(thing, Map):
        yield _piece("map", f"{thing.id}\x1f{thing.text}")
    elif isinstance(thing, np.ndarray):
        array = cast("np.ndarray[Any, Any]", thing)
        yield _piece(f"{array.dtype.str}{array.shape}", "")
        yield array.tobytes()
    else:
        yield from _of_several(thing, moment=moment)


def _of_several(thing: Any, *, moment: bool) -> Iterator[bytes]:
    inside = _inside(thing)
    yield _piece(f"{type(thing).__module__}.{type(thing).__qualname__}", str(len(inside)))
    for name, value in inside:
        if not moment and name == _MOMENT and isinstance(thing, Scope):
            continue
        yield _piece("", name)
        yield from _pieces(value, moment=moment)


def _inside(thing: Any) -> list[tuple[str, Any]]:
    """What a thing holds, in an order of its own."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return [(one.name, getattr(thing, one.name)) for one in fields(thing)]
    if isinstance(thing, list | tuple):
        return [("", one) for one in cast("tuple[Any, ...]", thing)]
    if isinstance(thing, frozenset | set):
        return [("", one) for one in sorted(cast("frozenset[Any]", thing), key=repr)]
    if isinstance(thing, Mapping):
        pairs = cast("Mapping[Any, Any]", thing)
        return [(repr(key), pairs[key]) for key in sorted(pairs, key=repr)]
    raise NoFingerprint


def _piece(kind: str, text: str) -> bytes:
    told = text.encode("utf-8", "surrogatepass")
    return f"{kind}\x1f{len(told)}\x1f".encode() + told
