"""Answers of ad-hoc questions as tables: whatever the kind, its lists become tables."""

from collections.abc import Sequence
from typing import Any, Final, cast

from tropa.show.cli.tables import table
from tropa.words import Language, days_words, has_words, number_words, percent_words, say
from tropa.workspace.asking import Answered

_ROWS_AT_MOST: Final = 60
_Row = dict[str, Any]


def answer_table(found: Answered, language: Language) -> str:
    """An answer and how it was made, as lines."""
    lines = [found.scope.title] if found.scope.title else []
    lines += _sections(found.answer, language)
    lines += ["", *(f"· {said}" for said in found.how["words"][language])]
    return "\n".join(lines).lstrip("\n") + "\n"


def _sections(answer: _Row, language: Language) -> list[str]:
    lines: list[str] = []
    single = {name: value for name, value in answer.items() if not _is_rows(value)}
    for name, value in single.items():
        said = _cell(value, language)
        if said:
            lines.append(f"{_column(name, language)}: {said}")
    for name, value in answer.items():
        if not _is_rows(value):
            continue
        rows = cast("list[_Row]", value)
        if any("steps" in row for row in rows):
            for row in rows:
                lines += ["", _group(row, language), *_table(row["steps"], language)]
        else:
            lines += ["", _column(name, language), *_table(rows, language)]
    return lines


def _group(row: _Row, language: Language) -> str:
    if row.get("other"):
        return say("ask.other", language)
    value = row.get("value", row.get("from"))
    return say("ask.no_value", language) if value is None else str(value)


def _is_rows(value: object) -> bool:
    if not isinstance(value, list):
        return False
    return all(isinstance(one, dict) for one in cast("list[object]", value))


def _table(rows: Sequence[_Row], language: Language) -> list[str]:
    names = list(dict.fromkeys(name for row in rows for name in row if name != "other"))
    names = [one for one in names if any(_cell(row.get(one), language) for row in rows)]
    if not names:
        return []
    head = [_column(name, language) for name in names]
    shown = [[_cell(row.get(name), language) or "—" for name in names] for row in rows]
    lines = table(head, shown[:_ROWS_AT_MOST])
    if len(shown) > _ROWS_AT_MOST:
        lines.append(say("ask.more_rows", language, n=len(shown) - _ROWS_AT_MOST))
    return lines


def _column(name: str, language: Language) -> str:
    key = f"ask.column.{name}"
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
            return str(value)


def _compound(value: _Row, language: Language) -> str:
    """A share with its interval, or a length of time by its median."""
    if "median_days" in value:
        median = value["median_days"]
        return "" if median is None else days_words(median, language)
    if "rate" not in value:
        return ""
    if value["rate"] is None:
        return "—"
    low, high = (percent_words(value[end], language, 0) for end in ("low", "high"))
    return f"{percent_words(value['rate'], language)} ({low}…{high})"
