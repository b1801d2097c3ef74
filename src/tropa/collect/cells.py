"""What the cells of a column mean: a distinct text is asked once, however often it comes."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Generic, NamedTuple, TypeVar

import msgspec

from tropa.clock import as_datetime, iso, zone_of
from tropa.collect.amounts import NumberForm, read_number
from tropa.collect.contacts import name_of
from tropa.collect.mapping import Cell
from tropa.collect.names import phones_in
from tropa.collect.table import CellKind
from tropa.collect.times import TimeForm, read_times
from tropa.condition.over_batch import glob
from tropa.event import Name, NameKind

_T = TypeVar("_T")

REMEMBERED: Final = 100_000
"""Distinct cells of a column of names that are kept in mind between chunks."""
LARGEST_NUMBER: Final = Decimal(10) ** 15

_JSON: Final = msgspec.json.Encoder()
_JSON_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?")
_BETWEEN_ADDRESSES: Final = re.compile(r"[,;\s]+")
_YES: Final = frozenset({"true", "yes", "y", "t", "1", "да", "истина", "+"})
_NO: Final = frozenset({"false", "no", "n", "f", "0", "нет", "ложь", "-"})


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot be taken."""

    code: str


class Answers(NamedTuple, Generic[_T]):
    """What the cells of a column mean."""

    each: list[_T]
    distinct: Collection[_T]
    """Every answer given, once for each distinct text."""


def once_each(cells: Sequence[str], read: Callable[[str], _T]) -> Answers[_T]:
    """What each cell means, asked once for each distinct text."""
    known = {cell: read(cell) for cell in set(cells)}
    return Answers(list(map(known.__getitem__, cells)), known.values())


def meaning(cell: Cell, *, strict: bool = False) -> Callable[[str], str | Fault]:
    """What a text of a column stands for, by the values of its mapping.

    Args:
        cell: where the value comes from.
        strict: texts the values do not name are refused unless the mapping keeps them.
    """
    values = {text.strip(): meant for text, meant in cell.values.items()}
    refuses = bool(values) and (cell.others == "refuse" or (strict and cell.others != "keep"))

    def read(text: str) -> str | Fault:
        bare = text.strip()
        known = values.get(bare)
        if known is not None:
            return known
        return Fault("unknown_value") if refuses and bare else bare

    return read


def passes(options: Iterable[str]) -> Callable[[str], bool]:
    """Whether a cell says one of these texts; `*` stands for any text in them."""
    exact = {one.strip() for one in options}
    patterns = [one.lower() for one in exact if "*" in one]

    def holds(text: str) -> bool:
        bare = text.strip()
        if bare in exact and "*" not in bare:
            return True
        return bool(bare) and any(glob(one, bare.lower()) for one in patterns)

    return holds


class Caller:
    """Reads a column whose cells name people: normalised, several in a cell, or nobody."""

    def __init__(self, kind: NameKind, cell: Cell) -> None:
        self.kind, self.cell = kind, cell
        self.translate = meaning(cell)
        self.known: dict[str, tuple[Name, ...]] = {}
        """Cells read so far; people come back, chunk after chunk."""
        self.odd: dict[str, tuple[str, ...]] = {}
        """Cells among them that hold what is nobody's name, and what is wrong with it."""

    def read(self, cells: Sequence[str]) -> list[tuple[Name, ...]]:
        """The names in each cell."""
        known = self.known
        new = set(cells) - known.keys()
        if len(known) + len(new) > REMEMBERED:
            known.clear()
            self.odd.clear()
            new = set(cells)
        for text in new:
            known[text] = self._names(text)
        return list(map(known.__getitem__, cells))

    def _names(self, text: str) -> tuple[Name, ...]:
        bare = text.strip()
        meant = self.translate(bare) if self.cell.values else bare
        if not meant or isinstance(meant, Fault):
            return ()
        flags: list[str] = []
        name = name_of(self.kind, self.cell.messenger, meant, flags.append)
        if name is not None:
            return (name,)
        flags.clear()
        pieces = [
            name_of(self.kind, self.cell.messenger, one, flags.append)
            for one in _split(self.kind, meant)
        ]
        if flags:
            self.odd[text] = tuple(dict.fromkeys(flags))
        return tuple(dict.fromkeys(piece for piece in pieces if piece is not None))


def _split(kind: NameKind, text: str) -> Sequence[str]:
    if kind is NameKind.PHONE:
        return phones_in(text) or [text]
    if kind is NameKind.EMAIL and text.count("@") > 1:
        return [one for one in _BETWEEN_ADDRESSES.split(text) if one]
    return [text]


@dataclass(frozen=True, slots=True)
class Forms:
    """What was decided for the columns of a file."""

    times: Mapping[tuple[str, ...], TimeForm]
    numbers: Mapping[str, NumberForm]
    kinds: Mapping[str, CellKind]


def values_of(cell: Cell, cells: Sequence[str], forms: Forms) -> Answers[str | Fault]:
    """A property of each row as JSON text; the empty text where there is none."""
    translate = meaning(cell)
    write = _writer(cell, cells, forms)

    def read(text: str) -> str | Fault:
        meant = translate(text)
        return meant if isinstance(meant, Fault) or not meant else write(meant)

    return once_each(cells, read)


def text_json(text: str) -> str:
    """A text as JSON."""
    return _JSON.encode(text).decode()


def _writer(cell: Cell, cells: Sequence[str], forms: Forms) -> Callable[[str], str | Fault]:
    kind = cell.kind or forms.kinds.get(cell.column, "text")
    if kind == "number" and not cell.kind:
        # The format says that these are numbers already.
        return lambda text: text if _JSON_NUMBER.fullmatch(text) else text_json(text)
    if kind in ("number", "money"):
        form = forms.numbers[cell.column]
        return lambda text: _number(text, form)
    if kind == "flag":
        return _flag
    if kind == "date":
        form = forms.times[(cell.column,)]
        return _dates(cells, form)
    return text_json


def _number(text: str, form: NumberForm) -> str | Fault:
    exact = read_number(text, form)
    if exact is None or abs(exact) >= LARGEST_NUMBER:
        return Fault("bad_number")
    return f"{exact:f}"


def _flag(text: str) -> str | Fault:
    said = text.lower()
    if said in _YES:
        return "true"
    return "false" if said in _NO else Fault("bad_flag")


def _dates(cells: Sequence[str], form: TimeForm) -> Callable[[str], str | Fault]:
    texts = list({cell.strip() for cell in cells})
    read = read_times(texts, form)
    zone = zone_of(form.timezone)
    known: dict[str, str | Fault] = {}
    for place, text in enumerate(texts):
        at = read.at[place]
        if at is None:
            known[text] = Fault(read.faults.get(place, "bad_time"))
        elif ":" in text or form.numbers in ("unix_s", "unix_ms", "unix_us"):
            known[text] = text_json(iso(at))
        else:
            known[text] = text_json(as_datetime(at, zone).date().isoformat())
    return lambda text: known.get(text) or Fault("bad_time")
