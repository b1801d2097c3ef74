"""A guess of what the columns of a file of costs say, from their headers and their cells.

It is printed and saved as a mapping, and the import reads the mapping: nothing is supposed in
silence.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Final

from tropa.collect.cost_headers import OTHERS, OWN, kind_of, without_currency
from tropa.collect.cost_mapping import SUBJECTS, CostMapping, cost_mapping_text
from tropa.collect.guess import ALIKE, BY_VALUES, EXACT, SUPPOSED, GuessedColumn
from tropa.collect.headers import plain
from tropa.collect.mapping import Cell
from tropa.collect.source import FileRefused
from tropa.collect.table import Table
from tropa.moments import NoSuchMoment, read_moment
from tropa.money import decimal_of
from tropa.words import Language, say

_LOOKED_AT: Final = 200
_MOST: Final = 0.8

_OWN: Final = {plain(name): role for role, more in OWN.items() for name in (role, *more)}
_OTHERS: Final = {plain(name): role for role, more in OTHERS.items() for name in more}


@dataclass(frozen=True, slots=True)
class CostGuess:
    """A mapping supposed, and what of it was not found."""

    mapping: CostMapping
    columns: tuple[GuessedColumn, ...]
    missing: tuple[str, ...]
    """`day` or `amount`: without them there is no cost."""

    def text(self, language: Language) -> str:
        """The mapping as a file to look over, with what it was guessed from."""
        lines = [say("file.guess.heading", language)]
        lines += [say(f"costs.guess.missing.{one}", language) for one in self.missing]
        for one in self.columns:
            key = "file.guess.column" if one.role else "costs.guess.unused"
            sure, found = f"{round(100 * one.sure)}%", ", ".join(one.examples) or "—"
            lines.append(
                say(key, language, header=one.header, role=one.role, sure=sure, found=found)
            )
        return cost_mapping_text(self.mapping, "\n".join(lines))


def guess_costs(table: Table, name: str) -> CostGuess:
    """What the columns of a file of costs may say.

    Args:
        table: the file.
        name: what to call the mapping.

    Raises:
        FileRefused: two columns have one name, so that no mapping can tell them apart.
    """
    if table.repeated:
        raise FileRefused("duplicate_column", where=table.name, found=table.repeated[0])
    columns = _roles(table)
    found = {one.role: one.header for one in columns if one.role}
    _, stated = without_currency(found.get("amount", ""))
    currency = Cell(found["currency"]) if "currency" in found else Cell(value=stated)
    mapping = CostMapping(
        name,
        day=found.get("day", ""),
        last="" if "until" in found else found.get("last", ""),
        until=found.get("until", ""),
        amount=found.get("amount", ""),
        currency=currency,
        # A report of an advertising system has no column for it.
        kind=Cell(found["kind"]) if "kind" in found else Cell(value="ad"),
        subjects={role: Cell(found[role]) for role in SUBJECTS if role in found},
        id=found.get("id", ""),
    )
    missing = tuple(one for one in ("day", "amount") if one not in found)
    return CostGuess(mapping, tuple(columns), missing)


def _roles(table: Table) -> list[GuessedColumn]:
    """What each column stands for: no two the same, the surest first."""
    samples = [_sample(column) for column in table.sample.columns]
    claims = [
        claim
        for at, header in enumerate(table.headers)
        for claim in _claims(at, header, table.sample.columns[at], samples[at])
    ]
    taken: dict[str, int] = {}
    sure: dict[int, tuple[str, float]] = {}
    for certainty, at, role in sorted(claims, key=lambda claim: (-claim[0], claim[1])):
        if role not in taken and at not in sure:
            taken[role] = at
            sure[at] = (role, certainty)
    return [
        GuessedColumn(header, *sure.get(at, ("", SUPPOSED)), tuple(samples[at][:3]))
        for at, header in enumerate(table.headers)
    ]


def _claims(
    at: int, header: str, cells: Sequence[str], sample: Sequence[str]
) -> Iterator[tuple[float, int, str]]:
    """The roles a column may have: how sure, which column, which role."""
    name, _ = without_currency(header)
    role = _OWN.get(name) or _OTHERS.get(name)
    if role is not None and _may_be(role, cells, sample, own=name in _OWN):
        yield (EXACT if name in _OWN else ALIKE), at, role
    elif sample and role is None:
        for test, meant in _TESTS:
            if sum(map(test, sample)) >= _MOST * len(sample):
                yield BY_VALUES, at, meant
                return


def _may_be(role: str, cells: Sequence[str], sample: Sequence[str], *, own: bool) -> bool:
    """Whether what stands in a column lets it be what its header says."""
    if role == "id":
        # A number that comes again is no number of a row.
        filled = [cell.strip() for cell in cells if cell.strip()]
        return len(set(filled)) == len(filled)
    if role == "kind" and not own:
        return any(kind_of(one) for one in sample)
    return True


def _sample(cells: Sequence[str]) -> list[str]:
    filled = (cell.strip() for cell in cells[: 10 * _LOOKED_AT])
    return list(dict.fromkeys(cell for cell in filled if cell))[:_LOOKED_AT]


def _is_day(text: str) -> bool:
    try:
        return decimal_of(text) is None and read_moment(text, UTC) is not None
    except NoSuchMoment:
        return True


_TESTS: Final[tuple[tuple[Callable[[str], bool], str], ...]] = ((_is_day, "day"),)
