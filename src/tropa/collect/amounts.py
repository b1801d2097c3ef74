"""A column of numbers: whether a comma or a point stands before the kopecks.

`1,500` is one and a half here and fifteen hundred there. One cell cannot tell; a column nearly
always can. So the mark is decided for the whole column, from its first cells or by the mapping.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from tropa.money import decimal_of

Mark: TypeAlias = Literal["comma", "point"]

_GROUPED: Final = {"comma": re.compile(r",\d{3}(?!\d)"), "point": re.compile(r"\.\d{3}(?!\d)")}
_POWER: Final = re.compile(r"[+-]?\d{1,18}(?:[.,]\d{1,18})?[eE][+-]?\d{1,3}")
_WORDS: Final = re.compile(r"[A-Za-zА-Яа-яЁё]+\.?")
_SIGN: Final[dict[Mark, str]] = {"comma": ",", "point": "."}


@dataclass(frozen=True, slots=True)
class NumberForm:
    """How a column of numbers is read."""

    mark: Mark
    open_mark: bool = False
    """Nothing in the column tells: every cell can be read both ways."""


def number_form(cells: Sequence[str], stated: Mark | None, usual: Mark) -> NumberForm:
    """How a column is to be read, from its first cells.

    Args:
        cells: the first cells.
        stated: what the mapping states.
        usual: what to take when the cells can be read both ways.
    """
    if stated:
        return NumberForm(stated)
    texts = [cell for cell in dict.fromkeys(cells) if "," in cell or "." in cell]
    votes = [vote for text in texts if (vote := _vote(text)) is not None]
    if votes:
        commas = sum(1 for vote in votes if vote == "comma")
        return NumberForm("comma" if 2 * commas > len(votes) else "point")
    unsettled = any(_vote(text) is None and _can_be_grouped(text) for text in texts)
    return NumberForm(usual, unsettled)


def _vote(text: str) -> Mark | None:
    """What one cell says: None when it can be read both ways, or says nothing."""
    digits = re.sub(r"[^\d.,]", "", text).strip(".,")
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        return "comma" if comma > point else "point"
    if digits.count(",") > 1:
        return "point"
    if digits.count(".") > 1:
        return "comma"
    if comma >= 0:
        return None if _can_be_grouped(digits) else "comma"
    return None if point < 0 or _can_be_grouped(digits) else "point"


def _can_be_grouped(text: str) -> bool:
    """Whether its one mark may stand between thousands: `1,500`, and not `0,500`."""
    return re.fullmatch(r"\D*[1-9]\d{0,2}[.,]\d{3}\D*", text) is not None


def read_number(cell: str, form: NumberForm) -> Decimal | None:
    """The number a cell means, exactly; None when it is none."""
    text = cell.strip()
    group: Mark = "point" if form.mark == "comma" else "comma"
    if _SIGN[group] in text:
        text = _GROUPED[group].sub(lambda found: found.group()[1:], text)
        # What is left belongs to `руб.`, or makes the cell another column's.
        if _SIGN[group] in _WORDS.sub("", text):
            return None
    if _POWER.fullmatch(text):
        return Decimal(text.replace(",", "."))
    return decimal_of(text.replace(",", ".") if form.mark == "comma" else text)
