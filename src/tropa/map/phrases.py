"""Short phrases of the map: `from X to Y`, `before sale`, `at least 55%`, `2 per 7d`."""

import re
from dataclasses import dataclass
from typing import Final

from tropa.clock import duration
from tropa.map.finding import Path
from tropa.map.kinds import Reading, Reference
from tropa.map.node import Node, Place, Scalar

_POINTS: Final = ("stage", "touchpoint")
FIXED: Final = frozenset({"lead", "sale", "first touch"})
_NUMBER: Final = r"([0-9]{1,15}(?:\.[0-9]{1,9})?)"


@dataclass(frozen=True, slots=True)
class Points:
    """The ends of a measure: stages, touchpoints, or `lead`, `sale`, `first touch`."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Aim:
    """`at least` or `at most` a value; a share is kept as 0…1, a time in microseconds."""

    at_least: bool
    value: float
    unit: str


class Measured:
    """`from X to Y`, or `before X`."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def read(self, node: Node, path: Path, reading: Reading) -> Points | None:
        text = " ".join(node.text.split()) if isinstance(node, Scalar) else ""
        pattern = " ".join(f"{word} (?P<{word}>first touch|\\w+)" for word in self.words)
        match = re.fullmatch(pattern, text)
        if match is None:
            expected = "from_to" if len(self.words) > 1 else "before"
            reading.refuse("bad_value", node.place, path, found=text, expected=expected)
            return None
        names = [match.group(word) for word in self.words]
        for word, name in zip(self.words, names, strict=True):
            if name not in FIXED:
                place = _place(node, text[: match.start(word)], reading)
                reading.references.append(Reference(name, _POINTS, place, path))
        return Points(names[0] if len(names) > 1 else "first touch", names[-1])


class Target:
    """`at least 55%`, `at most 15m`, `at most 12`."""

    def read(self, node: Node, path: Path, reading: Reading) -> Aim | None:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        match = re.fullmatch(rf"at (least|most) (?:{_NUMBER}\s?(%)?|(\d+[smhdw]))", text)
        length = _length(match.group(4)) if match is not None else None
        if match is None or (match.group(4) and length is None):
            reading.refuse("bad_value", node.place, path, found=text, expected="target")
            return None
        at_least = match.group(1) == "least"
        if length is not None:
            return Aim(at_least, length, "time")
        number = float(match.group(2))
        return Aim(at_least, number / 100, "%") if match.group(3) else Aim(at_least, number, "")


class Times:
    """`2 per 7d`: so many in so long."""

    def read(self, node: Node, path: Path, reading: Reading) -> tuple[int, int] | None:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        match = re.fullmatch(r"(\d{1,4}) per (\d{1,9}[smhdw])", text)
        length = _length(match.group(2)) if match is not None else None
        if match is not None and length is not None:
            return int(match.group(1)), length
        reading.refuse("bad_value", node.place, path, found=text, expected="times")
        return None


class From:
    """`from decision`: the stage where something begins."""

    def read(self, node: Node, path: Path, reading: Reading) -> str | None:
        text = " ".join(node.text.split()) if isinstance(node, Scalar) else ""
        match = re.fullmatch(r"from (\w+)", text)
        if match is None:
            reading.refuse("bad_value", node.place, path, found=text, expected="from_stage")
            return None
        place = _place(node, text[: match.start(1)], reading)
        reading.references.append(Reference(match.group(1), ("stage",), place, path))
        return match.group(1)


def _length(text: str | None) -> int | None:
    """A length of time, or nothing where there is none or it is longer than any."""
    try:
        return duration(text) if text else None
    except ValueError:
        return None


def _place(node: Node, beginning: str, reading: Reading) -> Place:
    return reading.place_after(node, beginning) if isinstance(node, Scalar) else node.place
