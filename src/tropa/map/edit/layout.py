"""Where the parts of a map's text lie: which lines belong to an element, and which do not.

YAML's parser says where a list begins; where it ends it says too late, behind comments and
blank lines that belong to nobody. Everything here counts in characters of the text.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tropa.map.node import Mapping, Node, Scalar, Sequence

_HEADING: Final = re.compile(r"-{3}|={3}")
"""A comment that stands over a group of elements, not over one."""


class Unfit(Exception):
    """The text is written in a way this edit cannot be fitted into."""


@dataclass(frozen=True)
class Layout:
    """A text and its lines."""

    text: str

    @cached_property
    def line_end(self) -> str:
        """How lines end."""
        return "\r\n" if "\r\n" in self.text else "\n"

    # ------------------------------------------------------------ lines

    def start_of_line(self, at: int) -> int:
        """Where the line of a character begins."""
        return self.text.rfind("\n", 0, at) + 1

    def behind_line(self, at: int) -> int:
        """Behind the line end at or after a place; a place at a line's start is behind one."""
        if at and self.text[at - 1] == "\n":
            return at
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1

    def line_at(self, start: int) -> str:
        """The line that begins at a place, its end left out."""
        found = self.text.find("\n", start)
        return self.text[start : len(self.text) if found < 0 else found].rstrip("\r")

    def is_blank(self, start: int) -> bool:
        """Whether the line that begins there holds nothing."""
        return start < len(self.text) and not self.line_at(start).strip()

    def behind_blank(self, start: int) -> int:
        """Behind the blank line that begins at a place."""
        return start + 1 if self.text[start] == "\n" else self.behind_line(start + 1)

    # ------------------------------------------------------------ nodes

    def is_flow(self, node: Node) -> bool:
        """Whether a list or mapping is written between brackets."""
        return not isinstance(node, Scalar) and self.text[node.start] in "[{"

    def end(self, node: Node) -> int:
        """Behind the last character that says something of a node."""
        if isinstance(node, Scalar):
            return self._end_of_scalar(node)
        if self.is_flow(node):
            return node.end
        if isinstance(node, Mapping):
            key, value = list(node.pairs.values())[-1]
            return max(self.end(value), self.colon(key))
        return self.end(node.items[-1])

    def _end_of_scalar(self, scalar: Scalar) -> int:
        raw = self.text[scalar.start : scalar.end]
        if scalar.plain or raw[:1] not in ("|", ">"):
            return scalar.end
        # With `+` the blank lines behind the text are text.
        kept = "+" in raw.partition("\n")[0].partition("#")[0]
        return scalar.end if kept else scalar.start + len(raw.rstrip())

    def colon(self, key: Scalar) -> int:
        """Behind the colon of a key."""
        return self.text.index(":", key.end) + 1

    def column(self, at: int) -> int:
        """How far from the start of its line a character stands."""
        return at - self.start_of_line(at)

    # ------------------------------------------------------------ elements of their own lines

    def dash(self, items: Sequence, item: Node) -> int:
        """Where the dash of an item stands.

        Raises:
            Unfit: it is not the first thing of its line.
        """
        column = self.column(items.start)
        start = self.start_of_line(item.start)
        while start >= self.start_of_line(items.start):
            line = self.line_at(start)
            ahead = line[column : column + 2].rstrip()
            if ahead == "-" and not line[:column].strip():
                return start + column
            if start == 0:
                break
            start = self.start_of_line(start - 1)
        raise Unfit

    def is_on_own_line(self, at: int) -> bool:
        """Whether only spaces stand before a character."""
        return not self.text[self.start_of_line(at) : at].strip()

    def lines_of(self, first: int, node: Node) -> tuple[int, int]:
        """The lines of an element that begins at a character: with what is under it.

        Comments right behind it that stand further in belong to it.
        """
        start, column = self.start_of_line(first), self.column(first)
        at = self.behind_line(max(self.end(node), first))
        while self._is_comment(at) and self._indent(at) > column:
            at = self.behind_line(at + 1)
        return start, at

    def with_comments(self, start: int, least: int) -> int:
        """Where the comments right above an element begin; headings of groups are not its own.

        Args:
            start: where the element's line begins.
            least: comments above this place belong to others.
        """
        column = self._indent(start)
        at = start
        while at > least:
            above = self.start_of_line(at - 1)
            if above < least or not self._is_comment(above) or self._indent(above) != column:
                break
            if _HEADING.search(self.line_at(above)):
                break
            at = above
        return at

    def _is_comment(self, start: int) -> bool:
        return start < len(self.text) and self.line_at(start).lstrip().startswith("#")

    def _indent(self, start: int) -> int:
        line = self.line_at(start)
        return len(line) - len(line.lstrip())
