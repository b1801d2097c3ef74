"""Characters of a text taken out, and others put in their place."""

from collections.abc import Sequence
from dataclasses import dataclass

from tropa.map.edit.layout import Unfit


@dataclass(frozen=True, slots=True)
class Splice:
    """Characters of the text and what comes in their place."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """The text with all splices made.

    Raises:
        Unfit: two of them meet.
    """
    pieces: list[str] = []
    at = 0
    for one in sorted(splices, key=lambda one: (one.start, one.end)):
        if one.start < at:
            raise Unfit
        pieces += [text[at : one.start], one.text]
        at = one.end
    return "".join([*pieces, text[at:]])
