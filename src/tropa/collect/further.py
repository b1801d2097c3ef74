"""A row that is several events: dates beyond the first, and what each of them stands for.

An export of a CRM has a row a deal: when it was opened, when it was closed, how it ended. Every
such date is an event of its own, of the same person and with the same fields; where a column
says how it ended, the date is one event in one case and another in the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tropa.collect.headers import plain
from tropa.collect.mapping import Cell, FileMapping

FURTHER: Final = "+"
"""The role of a column that holds the date of one more event."""
OPENED: Final = "deal_created"
"""What the first date of such a row stands for where nothing says it."""

_CLOSED: Final = frozenset(
    {
        "close date",
        "closed",
        "closedate",
        "closed at",
        "closed date",
        "closing date",
        "date closed",
        "дата закрытия",
        "дата закрытия сделки",
        "дата завершения",
        "закрыта",
        "закрыто",
    }
)
_PLANNED: Final = frozenset({"expected close date", "предполагаемая дата закрытия"})
"""Of a deal that is over this is when it ended; of any other it is a hope."""
_WON: Final = frozenset(
    {
        "won",
        "closed won",
        "closedwon",
        "успешно реализовано",
        "сделка успешна",
        "успешна",
        "успех",
        "выиграна",
        "выиграно",
        "продано",
    }
)
_LOST: Final = frozenset(
    {
        "lost",
        "closed lost",
        "closedlost",
        "закрыто и не реализовано",
        "сделка провалена",
        "провалена",
        "проиграна",
        "проиграно",
        "отказ",
    }
)
_ENDS: Final = (("deal_won", _WON), ("deal_lost", _LOST))


@dataclass(frozen=True, slots=True)
class Further:
    """One more event of a row."""

    column: str
    """The header of its date; a row without this date is not this event."""
    event: str
    where: str = ""
    """The header of the column that decides; empty where every row with the date is it."""
    says: tuple[str, ...] = ()
    """What that column says then."""


def with_further(mapping: FileMapping, more: Sequence[Further]) -> FileMapping:
    """The mapping with more events of each row, each with what the first has."""
    first = mapping.events[0]
    others = (
        replace(
            first,
            event=Cell(value=one.event),
            time=(one.column,),
            undated="skip",
            when={one.where: one.says} if one.where else {},
        )
        for one in more
    )
    return replace(mapping, events=(first, *others))


def supposed(dates: Sequence[str], samples: Mapping[str, Sequence[str]]) -> list[Further]:
    """What dates beyond the first may stand for.

    Args:
        dates: headers of columns that hold dates and have no other role.
        samples: what stands in the columns of the file, by header.
    """
    ended = next((one for one in samples if any(_ends(samples[one]))), None)
    telling = _CLOSED if ended is None else _CLOSED | _PLANNED
    closed = next((one for one in dates if plain(one) in telling), None)
    if closed is None or ended is None:
        return [] if closed is None else [Further(closed, "deal_closed")]
    return [
        Further(closed, event, ended, says)
        for (event, _), says in zip(_ENDS, _ends(samples[ended]), strict=True)
        if says
    ]


def _ends(cells: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Of the ways a deal ends, each with what a column calls it."""
    for _, words in _ENDS:
        yield tuple(cell for cell in cells if plain(cell) in words)
