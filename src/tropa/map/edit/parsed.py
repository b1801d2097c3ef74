"""Texts of maps read once: a step asks several times what the same text says.

What is given back is shared: nobody changes it.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tropa.map.document import Map
from tropa.map.edit.content import Content, content_of
from tropa.map.node import BYTE_ORDER_MARK, Mapping, compose
from tropa.map.read import read_map

_KEPT: Final = 6


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text's nodes and what they say."""

    root: Mapping
    content: Content


@lru_cache(_KEPT)
def parsed(text: str) -> Parsed:
    """The nodes of a text, the mark before it left out, and its content.

    Raises:
        TextRefused: it is no document.
    """
    root = compose(text.removeprefix(BYTE_ORDER_MARK))
    return Parsed(root, content_of(root))


@lru_cache(_KEPT)
def map_of(text: str, name: str) -> Map:
    """The map of a text.

    Raises:
        MapRefused: with every finding.
    """
    return read_map(text, name)
