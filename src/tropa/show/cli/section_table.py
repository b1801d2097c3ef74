"""A section of a map's numbers as lines a marketer reads: each figure by its own name.

Single figures come first, then tables, then how the figures are made. Figures without a name in
words are for programs: they stand in the JSON alone.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, cast

from tropa.show.cli.section_cells import Cells, Row, is_rate, is_words, with_rate
from tropa.show.cli.section_views import viewed
from tropa.show.cli.tables import table
from tropa.words import Language, has_words, say
from tropa.workspace.sections.ground import Told, Words

_ROWS_AT_MOST: Final = 40
_SENTENCES: Final = "remarks"
_TEXTS: Final = frozenset(
    "title what kind part owner_title question event from to verdict_words".split()
)
"""Columns of words stand to the left."""
_NOTHING: Final = ("", "—")
_STOP: Final = ". "
_OFTEN: Final = 3


def section_table(name: str, told: Told, language: Language, currency: str) -> str:
    """The section under its title.

    Args:
        name: of the section.
        told: its figures and words.
        language: of the reader.
        currency: of the map.
    """
    cells = Cells(name, told, language, currency)
    answer = viewed(name, told.answer)
    lines = [line for key, value in answer.items() for line in _single(key, value, cells)]
    for key, value in answer.items():
        lines += _block(key, value, cells)
    if lines:
        lines += ["", *_made(told.words[language])]
    else:
        lines = [say("show.section.nothing", language), *_needs(name, language)]
    return "\n".join(["", say(f"show.section.{name}", language), *lines]) + "\n"


def _needs(name: str, language: Language) -> list[str]:
    """What a section that is empty is waiting for."""
    key = f"show.needs.{name}"
    return [say(key, language)] if has_words(key) else []


def _made(words: Words) -> list[str]:
    """How each figure is made; what is true of most of them is said once."""
    ends = Counter(how.rpartition(_STOP)[2] for _, how in words.values() if _STOP in how)
    often = {end for end, times in ends.items() if times >= _OFTEN}
    lines: list[str] = []
    for title, how in words.values():
        begin, _, end = how.rpartition(_STOP)
        lines.append(f"· {title}: {f'{begin}.' if end in often else how}")
    return [*lines, *(f"· {end}" for end in ends if end in often)]


def _single(key: str, value: Any, cells: Cells) -> list[str]:
    title = cells.title(key)
    if not title or isinstance(value, list) or _is_entries(value):
        return []
    said = cells.cell(key, value)
    return [] if said in _NOTHING else [f"{title}: {said}"]


def _is_entries(value: Any) -> bool:
    """Figures under names, and no figure of its own."""
    if not isinstance(value, dict):
        return False
    known = cast("Row", value)
    return not (is_rate(known) or is_words(known) or "missing" in known)


def _block(key: str, value: Any, cells: Cells) -> list[str]:
    title = cells.title(key)
    if _is_entries(value) and title:
        return _entries(key, title, cast("Row", value), cells)
    if not isinstance(value, list):
        return []
    rows = cast("list[Any]", value)
    if not rows or not all(isinstance(one, dict) for one in rows):
        return []
    if key == _SENTENCES:
        return ["", *(f"! {row['words'][cells.language]}" for row in rows)]
    return _rows(title, cast("list[Row]", rows), cells) if title else []


def _entries(key: str, title: str, value: Row, cells: Cells) -> list[str]:
    """Names and figures without a head."""
    rows = [
        (cells.entry(key, name), cells.cell(key, one))
        for name, one in value.items()
        if one is not None
    ]
    if not rows:
        return []
    widths = [max(len(row[at]) for row in rows) for at in range(2)]
    lines = (f"{name.ljust(widths[0])}  {said.rjust(widths[1])}" for name, said in rows)
    return ["", title, *lines]


def _rows(title: str, rows: list[Row], cells: Cells) -> list[str]:
    rows = [with_rate(row) for row in rows]
    names = list(dict.fromkeys(name for row in rows for name in row))
    if "title" in names:
        # What people call it is shown, its id is for programs.
        names = [one for one in names if one not in ("id", "title")]
        names.insert(int("what" in names), "title")
    shown = [[cells.cell(name, row.get(name)) for name in names] for row in rows]
    kept = [
        at
        for at, name in enumerate(names)
        if cells.title(name) and any(row[at] not in _NOTHING for row in shown)
    ]
    if not kept:
        return []
    head = [cells.title(names[at]) for at in kept]
    text = {place for place, at in enumerate(kept) if names[at] in _TEXTS}
    body = [[row[at] or "—" for at in kept] for row in shown[:_ROWS_AT_MOST]]
    lines = table(*_to_the_left(head, body, text))
    if len(shown) > _ROWS_AT_MOST:
        lines.append(say("ask.more_rows", cells.language, n=len(shown) - _ROWS_AT_MOST))
    return ["", title, *lines]


def _to_the_left(
    head: Sequence[str], rows: Sequence[Sequence[str]], text: set[int]
) -> tuple[list[str], list[list[str]]]:
    """Columns of words as wide as they will be, so that they stand to the left."""
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]
    all_ = [
        [cell.ljust(widths[at]) if at in text else cell for at, cell in enumerate(row)]
        for row in [head, *rows]
    ]
    return all_[0], all_[1:]
