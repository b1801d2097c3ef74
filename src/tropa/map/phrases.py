"""Short phrases of the map: `from X to Y`, `before sale`, `at least 55%`, `2 per 7d`."""

import re
from dataclasses import dataclass
from typing import Final

from tropa.clock import duration
from tropa.map.finding import Path
from tropa.map.kinds import Reading, Reference
from tropa.map.node import Node, Scalar

_POINTS: Final = ("stage", "touchpoint")
_FIXED: Final = frozenset({"lead", "sale", "first touch"})
_NUMBER: Final = r"(\d+(?:\.\d+)?)"


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
            if name not in _FIXED:
                line, column = node.place[0], node.place[1] + match.start(word)
                reading.references.append(Reference(name, _POINTS, (line, column), path))
        return Points(names[0] if len(names) > 1 else "first touch", names[-1])


class Target:
    """`at least 55%`, `at most 15m`, `at most 12`."""

    def read(self, node: Node, path: Path, reading: Reading) -> Aim | None:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        match = re.fullmatch(rf"at (least|most) (?:{_NUMBER}\s?(%)?|(\d+[smhdw]))", text)
        if match is None:
            reading.refuse("bad_value", node.place, path, found=text, expected="target")
            return None
        at_least = match.group(1) == "least"
        if match.group(4):
            return Aim(at_least, duration(match.group(4)), "time")
        number = float(match.group(2))
        return Aim(at_least, number / 100, "%") if match.group(3) else Aim(at_least, number, "")


class Times:
    """`2 per 7d`: so many in so long."""

    def read(self, node: Node, path: Path, reading: Reading) -> tuple[int, int] | None:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        match = re.fullmatch(r"(\d{1,4}) per (\d{1,9}[smhdw])", text)
        try:
            if match is not None:
                return int(match.group(1)), duration(match.group(2))
        except ValueError:
            pass
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
        place = (node.place[0], node.place[1] + match.start(1))
        reading.references.append(Reference(match.group(1), ("stage",), place, path))
        return match.group(1)
