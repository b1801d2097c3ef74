"""Values as new lines of a map: short lists in brackets, everything else under its key."""

from dataclasses import dataclass
from typing import Final

from tropa.map.edit.content import Content
from tropa.map.spelling import double, spelt, spelt_in_flow

SHORT: Final = 72
"""A list of more characters gets a line for each of its items."""
STEP: Final = 2


@dataclass(frozen=True, slots=True)
class Writer:
    """How values are written; `careful` puts every text between quotes."""

    careful: bool = False

    # ------------------------------------------------------------ within a line

    def text(self, text: str) -> str:
        """A text on one line."""
        return double(text) if self.careful else spelt(text)

    def flow(self, value: Content) -> str:
        """Any value on one line, in brackets where it has parts."""
        match value:
            case str():
                return double(value) if self.careful else spelt_in_flow(value)
            case list():
                return f"[{', '.join(self.flow(one) for one in value)}]"
            case dict():
                pairs = (f"{self.flow(key)}: {self.flow(one)}" for key, one in value.items())
                return f"{{{', '.join(pairs)}}}"

    # ------------------------------------------------------------ on lines of its own

    def value(self, value: Content, indent: int) -> tuple[str, list[str]]:
        """What stands behind a key and its colon, and the lines under it.

        Args:
            value: what is to be said.
            indent: how far in the key stands.
        """
        match value:
            case str():
                return self._text(value, indent + STEP)
            case list():
                return self._list(value, indent + STEP)
            case dict() if not value:
                return " {}", []
            case dict():
                return "", [
                    line
                    for key, one in value.items()
                    for line in self.entry(key, one, indent + STEP)
                ]

    def entry(self, key: str, value: Content, indent: int) -> list[str]:
        """A key with its value."""
        inline, under = self.value(value, indent)
        return [f"{' ' * indent}{self.text(key)}:{inline}", *under]

    def item(self, value: Content, indent: int, inside: int = STEP) -> list[str]:
        """An item of a list.

        Args:
            value: what is to be said.
            indent: how far in the dash stands.
            inside: how much further in its keys stand.
        """
        dash = f"{' ' * indent}-{' ' * (inside - 1)}"
        if isinstance(value, str):
            return [dash + self.text(value)]
        if isinstance(value, list) or not value:
            return [dash + self.flow(value)]
        lines = [
            line for key, one in value.items() for line in self.entry(key, one, indent + inside)
        ]
        return [dash + lines[0][indent + inside :], *lines[1:]]

    def _text(self, text: str, indent: int) -> tuple[str, list[str]]:
        if self.careful or not _fits_lines(text):
            return f" {self.text(text)}", []
        ended = text.endswith("\n")
        lines = text.removesuffix("\n").split("\n")
        mark = " |" if ended else " |-"
        return mark, [" " * indent + line if line else "" for line in lines]

    def _list(self, values: list[Content], indent: int) -> tuple[str, list[str]]:
        single = all(isinstance(one, str) and "\n" not in one for one in values)
        if single and len(flow := self.flow(values)) <= SHORT:
            return f" {flow}", []
        return "", [line for one in values for line in self.item(one, indent)]


def _fits_lines(text: str) -> bool:
    """Whether a text of several lines can be written as such."""
    lines = text.removesuffix("\n").split("\n")
    return (
        len(lines) > 1
        and bool(lines[0].strip())
        and bool(lines[-1].strip())
        and not lines[0].startswith((" ", "\t"))
        and not any(mark in text for mark in "\r\t\u2028\u2029\x85")
        and all(line == line.rstrip() for line in lines)
    )
