"""Markdown, written so that no text of the map becomes markup.

Titles and texts come from whoever wrote the map: what Markdown or HTML would read as a mark is
escaped, and a line break inside a cell or a heading becomes a space.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

_MARKS: Final = re.compile(r"([\\`*_\[\]<>|~#&])")
_AT_START: Final = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def inline(text: object) -> str:
    """A text on one line, its marks escaped."""
    plain = _CONTROLS.sub(" ", " ".join(str(text).split()))
    return _AT_START.sub(r"\1\\\2", _MARKS.sub(r"\\\1", plain))


def paragraph(text: object) -> str:
    """A text of several lines; an empty line parts paragraphs."""
    pieces = re.split(r"\n\s*\n", str(text).strip())
    return "\n\n".join(inline(piece) for piece in pieces if piece.strip())


def heading(level: int, text: object) -> str:
    """A heading."""
    return f"{'#' * level} {inline(text)}"


def bullets(lines: Iterable[object]) -> str:
    """A list."""
    return "\n".join(f"- {inline(line)}" for line in lines)


def steps(lines: Iterable[object]) -> str:
    """A numbered list."""
    return "\n".join(f"{number}. {inline(line)}" for number, line in enumerate(lines, 1))


def fact(name: str, value: object) -> str:
    """«**Name:** value» as a line of a list."""
    return f"- **{inline(name)}:** {inline(value)}"


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; numbers are texts already."""
    head = "| " + " | ".join(inline(one) for one in columns) + " |"
    rule = "|" + " --- |" * len(columns)
    body = ["| " + " | ".join(inline(cell) for cell in row) + " |" for row in rows]
    return "\n".join([head, rule, *body])
