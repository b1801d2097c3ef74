"""The words, numbers and signs of a condition's text, each with its place."""

import re
from dataclasses import dataclass
from typing import Final, cast

_TOKEN: Final = re.compile(
    r"""\s*(?:
      (?P<time>\d+[smhdw]\b)
    | (?P<number>-?\d+(?:\.\d+)?)
    | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    | (?P<word>[^\W\d]\w*(?:-way)?(?:\.[^\W\d]\w*)*)
    | (?P<sign>==|!=|<=|>=|<|>|\(|\)|\[|\]|,)
    )""",
    re.VERBOSE,
)


class ConditionError(Exception):
    """The text is not a condition; `at` is the place of the first character that is not."""

    def __init__(self, problem: str, at: int, **values: object) -> None:
        super().__init__(problem)
        self.problem = problem
        self.at = at
        self.values = values


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the text; `kind` is time, number, text, word, sign or end."""

    kind: str
    text: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """All pieces in order, and an `end` behind them.

    Words may be of any alphabet: the fields of an export are often Russian.

    Raises:
        ConditionError: a character that begins no piece.
    """
    found: list[Token] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            code = "single_equals" if text[at] == "=" else "stray_character"
            raise ConditionError(code, at, found=text[at])
        kind = cast("str", match.lastgroup)
        found.append(Token(kind, match.group(kind), match.start(kind), match.end(kind)))
        at = match.end()
    found.append(Token("end", "", end, end))
    return found
