"""Kinds of single values in a map: each reads one scalar and says what it allows."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Final, Protocol

from tropa.clock import duration
from tropa.condition.check import Sees
from tropa.condition.parse import ConditionError, parse
from tropa.condition.syntax import Condition
from tropa.map.finding import Finding, Path
from tropa.map.node import Node, Place, Scalar, place_after

NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,62}")
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIELD: Final = re.compile(r"[^\W\d][\w.]{0,100}")


@dataclass(frozen=True, slots=True)
class Reference:
    """A name used somewhere: it must be defined as one of these kinds."""

    name: str
    kinds: tuple[str, ...]
    place: Place
    path: Path


@dataclass(frozen=True, slots=True)
class Defined:
    """A name as it was spelt where it came into being, what it names, and where."""

    name: str
    kind: str
    place: Place


@dataclass(frozen=True, slots=True)
class Written:
    """A condition as written: its tree, its text and where that stands in the file."""

    tree: Condition
    node: Scalar
    path: Path
    sees: Sees

    @property
    def text(self) -> str:
        return self.node.text


class Reading:
    """What one reading of a document gathers: findings, names, conditions, places."""

    def __init__(self, source: str = "") -> None:
        self.source = source
        self.findings: list[Finding] = []
        self.defined: dict[str, Defined] = {}
        """By the name in lower case: names differ by more than their case."""
        self.references: list[Reference] = []
        self.conditions: list[Written] = []
        self.places: dict[Path, Place] = {}

    def refuse(self, code: str, place: Place, path: Path, **values: object) -> None:
        self.findings.append(Finding(code, "refused", place, path, values=values))

    def place_after(self, scalar: Scalar, beginning: str) -> Place:
        """Where in the file a scalar's text goes on behind its beginning."""
        return place_after(self.source, scalar, beginning)


class Kind(Protocol):
    """Reads a node into a value, or says why it cannot and gives None."""

    def read(self, node: Node, path: Path, reading: Reading) -> object: ...


def near(word: str, known: list[str]) -> str:
    """The known word closest to a mistyped one, capitals or not, or nothing."""
    plain = {one.casefold(): one for one in reversed(known)}
    found = get_close_matches(word.casefold(), list(plain), 1, 0.6)
    return plain[found[0]] if found else ""


@dataclass(frozen=True, slots=True)
class Text:
    """Any text; `no` and `1:30` stay the texts they are."""

    longest: int = 500

    def read(self, node: Node, path: Path, reading: Reading) -> str | None:
        if not isinstance(node, Scalar):
            reading.refuse("not_a_text", node.place, path, key=_last(path))
            return None
        if len(node.text) > self.longest:
            reading.refuse(
                "too_long", node.place, path, limit=self.longest, size=len(node.text)
            )
            return None
        return node.text


@dataclass(frozen=True, slots=True)
class Number:
    """A number, with bounds where it has them."""

    least: float | None = None
    most: float | None = None
    whole: bool = False

    def read(self, node: Node, path: Path, reading: Reading) -> int | float | None:
        text = node.text if isinstance(node, Scalar) else ""
        figures = text.replace(" ", "").replace("_", "")
        exact = Decimal(figures) if _NUMBER.fullmatch(figures) else None
        if exact is None or (self.whole and exact % 1):
            expected = "whole_number" if self.whole else "number"
            reading.refuse(
                "bad_value", node.place, path, found=as_written(node), expected=expected
            )
            return None
        low, high = self.least, self.most
        if (low is not None and exact < low) or (high is not None and exact > high):
            shown = (_bound(low, "−∞"), _bound(high, "∞"))
            reading.refuse(
                "out_of_range", node.place, path, found=text, low=shown[0], high=shown[1]
            )
            return None
        return int(exact) if exact % 1 == 0 else float(exact)


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false, and nothing that only looks like them."""

    def read(self, node: Node, path: Path, reading: Reading) -> bool | None:
        text = node.text if isinstance(node, Scalar) else ""
        if text not in ("true", "false"):
            reading.refuse(
                "bad_value", node.place, path, found=as_written(node), expected="flag"
            )
            return None
        return text == "true"


@dataclass(frozen=True, slots=True)
class Share:
    """A share written with a percent sign: `10%`, kept as 0.1."""

    def read(self, node: Node, path: Path, reading: Reading) -> float | None:
        text = node.text if isinstance(node, Scalar) else ""
        match = re.fullmatch(r"(\d{1,3}(?:\.\d{1,4})?)\s?%", text)
        if match is None or float(match.group(1)) > 100:
            reading.refuse(
                "bad_value", node.place, path, found=as_written(node), expected="share"
            )
            return None
        return float(Decimal(match.group(1)) / 100)


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time, or `never`/`unlimited` (kept as 0) where that makes sense."""

    endless: str = ""

    def read(self, node: Node, path: Path, reading: Reading) -> int | None:
        text = node.text if isinstance(node, Scalar) else ""
        if self.endless and text == self.endless:
            return 0
        try:
            return duration(text)
        except ValueError:
            reading.refuse("bad_duration", node.place, path, found=as_written(node))
            return None


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day: `2026-03-31`."""

    def read(self, node: Node, path: Path, reading: Reading) -> str | None:
        text = node.text if isinstance(node, Scalar) else ""
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text).isoformat()
        except ValueError:
            pass
        reading.refuse("bad_value", node.place, path, found=as_written(node), expected="day")
        return None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed set of words."""

    options: tuple[str, ...]

    def read(self, node: Node, path: Path, reading: Reading) -> str | None:
        text = node.text if isinstance(node, Scalar) else ""
        if text not in self.options:
            reading.refuse(
                "not_a_choice",
                node.place,
                path,
                found=as_written(node),
                allowed=", ".join(self.options),
                near=near(text, list(self.options)),
            )
            return None
        return text


@dataclass(frozen=True, slots=True)
class Url:
    """A link of the web, by e-mail or phone; never one that runs something."""

    def read(self, node: Node, path: Path, reading: Reading) -> str | None:
        text = node.text if isinstance(node, Scalar) else ""
        if len(text) > 2000 or not re.match(r"(https?://|mailto:|tel:|/(?!/)|#)", text):
            reading.refuse("bad_url", node.place, path, found=as_written(node))
            return None
        return text


@dataclass(frozen=True, slots=True)
class Ref:
    """The name of something defined elsewhere in the map."""

    kinds: tuple[str, ...]

    def read(self, node: Node, path: Path, reading: Reading) -> str | None:
        text = node.text if isinstance(node, Scalar) else ""
        if not NAME.fullmatch(text):
            reading.refuse("bad_name", node.place, path, found=as_written(node))
            return None
        reading.references.append(Reference(text, self.kinds, node.place, path))
        return text


@dataclass(frozen=True, slots=True)
class MapId:
    """A map's name: it becomes the name of a file and a part of addresses."""

    def read(self, node: Node, path: Path, reading: Reading) -> str | None:
        text = node.text if isinstance(node, Scalar) else ""
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,62}", text):
            reading.refuse("bad_map_name", node.place, path, found=as_written(node))
            return None
        return text


@dataclass(frozen=True, slots=True)
class FieldOf:
    """A field of a touchpoint's event: `payment.amount`."""

    def read(self, node: Node, path: Path, reading: Reading) -> tuple[str, str] | None:
        text = node.text if isinstance(node, Scalar) else ""
        name, _, field = text.partition(".")
        if not NAME.fullmatch(name) or not _FIELD.fullmatch(field):
            expected = "touchpoint_field"
            reading.refuse(
                "bad_value", node.place, path, found=as_written(node), expected=expected
            )
            return None
        reading.references.append(Reference(name, ("touchpoint",), node.place, path))
        return name, field


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition: of an event and the journey's counters, or standing, or of fields alone."""

    sees: Sees = "event"

    def read(self, node: Node, path: Path, reading: Reading) -> Condition | None:
        if not isinstance(node, Scalar):
            reading.refuse("not_a_text", node.place, path, key=_last(path))
            return None
        try:
            tree = parse(node.text, fields_only=self.sees == "fields")
        except ConditionError as fault:
            code = "bad_duration" if fault.problem == "bad_duration" else "bad_expression"
            place = reading.place_after(node, node.text[: fault.at])
            reading.refuse(code, place, path, problem=fault.problem, **fault.values)
            return None
        reading.conditions.append(Written(tree, node, path, self.sees))
        return tree


def _last(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def as_written(node: Node) -> str:
    """What stands somewhere, short enough for a sentence."""
    if isinstance(node, Scalar):
        return node.text if len(node.text) <= 60 else f"{node.text[:57]}…"
    return "[…]" if hasattr(node, "items") else "{…}"


def _bound(value: float | None, otherwise: str) -> str:
    if value is None:
        return otherwise
    return str(int(value)) if value == int(value) else f"{value:g}"
