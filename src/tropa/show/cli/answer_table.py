"""Answers of ad-hoc questions as tables: whatever the kind, its lists become tables."""

from collections.abc import Sequence
from typing import Any, Final, cast

from tropa.clock import SECOND
from tropa.show.cli.tables import table
from tropa.words import (
    Language,
    days_words,
    duration_words,
    has_words,
    number_words,
    percent_words,
    say,
)
from tropa.workspace.questions.asking import Answered

_ROWS_AT_MOST: Final = 60
_SHARES: Final = frozenset({"share", "removal_effect"})
_CHANCES: Final = frozenset({"p", "p_corrected"})
_CELLS: Final = "cells"
_TOTAL: Final = "total"
"""One row by itself."""
_CHANGE: Final = "_change"
_OURS: Final = {
    "(start)": "ask.node.start",
    "(end)": "ask.node.end",
    "(other)": "ask.node.other",
    "(more)": "ask.node.more",
}
_Row = dict[str, Any]


def answer_table(found: Answered, language: Language) -> str:
    """An answer and how it was made, as lines."""
    lines = [found.scope.title] if found.scope.title else []
    lines += answer_lines(found.answer, language, found.kind)
    lines += ["", *(f"· {said}" for said in found.how["words"][language])]
    return "\n".join(lines).lstrip("\n") + "\n"


def answer_lines(answer: _Row, language: Language, kind: str = "") -> list[str]:
    """An answer as lines: single figures first, then its lists as tables.

    Args:
        answer: figures and lists under their names.
        language: of the reader.
        kind: of the question: some titles are its own.
    """
    lines: list[str] = []
    single = {name: value for name, value in answer.items() if not _is_rows(value)}
    # Whoever asked knows what.
    single.pop("question", None)
    for name, value in single.items():
        said = _named_cell(name, value, language)
        if said:
            lines.append(f"{_column(name, kind, language)}: {said}")
    for name, value in answer.items():
        if name == _TOTAL and isinstance(value, dict):
            lines += _table([cast("_Row", value)], kind, language)
        elif _is_rows(value):
            lines += _lists(name, cast("list[_Row]", value), kind, language)
    return lines


def _lists(name: str, rows: list[_Row], kind: str, language: Language) -> list[str]:
    if rows and all("words" in row for row in rows):
        # Something to know before the figures are repeated: sentences, in each language.
        return ["", *(f"! {row['words'][language]}" for row in rows)]
    if not any(_inner(row) for row in rows):
        return ["", _column(name, kind, language), *_table(rows, kind, language)]
    lines: list[str] = []
    for row in rows:
        tables = [_table(inner, kind, language) for inner in _inner(row)]
        lines += ["", _group(row, language), *(line for one in tables for line in one)]
    return lines


def _inner(row: _Row) -> list[list[_Row]]:
    """Tables within a row; its cells are columns of its own."""
    found = [value for name, value in row.items() if name != _CELLS and _is_rows(value)]
    return cast("list[list[_Row]]", [value for value in found if value])


def _group(row: _Row, language: Language) -> str:
    if row.get("other"):
        return say("ask.other", language)
    value = row.get("value", row.get("from"))
    return say("ask.no_value", language) if value is None else str(value)


def _is_rows(value: object) -> bool:
    if not isinstance(value, list):
        return False
    return all(isinstance(one, dict) for one in cast("list[object]", value))


def _table(rows: Sequence[_Row], kind: str, language: Language) -> list[str]:
    rows = [_wide(row) for row in rows]
    names = list(dict.fromkeys(name for row in rows for name in row if name != "other"))
    names = [one for one in names if any(_cell(row.get(one), language) for row in rows)]
    if not names:
        return []
    head = [_column(name, kind, language) for name in names]
    shown = [_row(row, names, language) for row in rows]
    lines = table(head, shown[:_ROWS_AT_MOST])
    if len(shown) > _ROWS_AT_MOST:
        lines.append(say("ask.more_rows", language, n=len(shown) - _ROWS_AT_MOST))
    return lines


def _wide(row: _Row) -> _Row:
    """A row whose cells are columns: each by its offset."""
    if _CELLS not in row:
        return row
    cells = cast("list[_Row]", row[_CELLS])
    left = {name: value for name, value in row.items() if name != _CELLS}
    return left | {one["offset"]: one for one in cells}


def _row(row: _Row, names: Sequence[str], language: Language) -> list[str]:
    # The first column that is empty in the row of all the rest is the one it stands for.
    rest = next((one for one in names if row.get(one) is None), "") if row.get("other") else ""
    return [
        say("ask.other", language)
        if name == rest
        else _named_cell(name, row.get(name), language) or "—"
        for name in names
    ]


def _named_cell(name: str, value: Any, language: Language) -> str:
    if isinstance(value, float) and (name in _SHARES or name.endswith(_CHANGE)):
        return percent_words(value, language)
    if name in _CHANCES and isinstance(value, float):
        return number_words(value, language, 4)
    if name == "what" and isinstance(value, list):
        pieces = cast("list[str]", value)
        return " → ".join(_said(f"ask.column.{one}", one, language) for one in pieces)
    if isinstance(value, str):
        return _said(f"ask.word.{name}.{value}", value, language)
    return _cell(value, language)


def _column(name: str, kind: str, language: Language) -> str:
    own = f"ask.column_of.{kind}.{name}"
    key = own if has_words(own) else f"ask.column.{name}"
    return say(key, language) if has_words(key) else name.replace("_", " ")


def _cell(value: Any, language: Language) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return say("ask.yes", language)
        case int() | float():
            return number_words(value, language, 2 if isinstance(value, float) else 0)
        case list():
            return " → ".join(_cell(one, language) for one in cast("list[Any]", value))
        case dict():
            return _compound(cast("_Row", value), language)
        case _:
            # What is no name of the sender's is said in the reader's language.
            return say(_OURS[value], language) if value in _OURS else str(value)


def _compound(value: _Row, language: Language) -> str:
    """A share with its interval, or a length of time by its median."""
    if "points" in value:
        # Differences of shares are percentage points.
        low, high = (number_words(value[end] * 100, language, 1) for end in ("low", "high"))
        points = number_words(value["points"] * 100, language, 1)
        return say("ask.points", language, points=points, low=low, high=high)
    if "days" in value:
        return _days_apart(value, language)
    if "median_days" in value:
        median = value["median_days"]
        return "" if median is None else days_words(median, language)
    if "median_seconds" in value:
        return duration_words(value["median_seconds"] * SECOND, language)
    if "young" in value:
        rate = cast("_Row", value.get("returned") or {}).get("rate")
        mark = "*" if value["young"] else ""
        return "" if rate is None else percent_words(rate, language) + mark
    if "rate" not in value:
        return ""
    if value["rate"] is None:
        return "—"
    low, high = (percent_words(value[end], language, 0) for end in ("low", "high"))
    return f"{percent_words(value['rate'], language)} ({low}…{high})"


def _days_apart(value: _Row, language: Language) -> str:
    days, low, high = (value[name] for name in ("days", "low", "high"))
    said = [_signed_days(one, language) for one in (days, low, high) if one is not None]
    return f"{said[0]} ({said[1]}…{said[2]})" if low is not None else said[0]


def _signed_days(days: float, language: Language) -> str:
    return f"{'−' if days < 0 else ''}{days_words(days, language)}"


def _said(key: str, otherwise: str, language: Language) -> str:
    return say(key, language) if has_words(key) else otherwise
