"""The lines of a text file, with the way back: a broken record can be taken apart again."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO, Final

from tropa.collect.source import FileRefused, Limits, Source

_BLOCK: Final = 1 << 20
_LONG: Final = 8 << 10
"""A line up to here cannot hold a cell over the limit, whatever its letters."""
_CUT: Final = "\0"
"""Ends a line that was cut for its length, so that its row is refused."""


class Lines:
    """An iterator over lines, each ended by a line feed, that remembers the current record."""

    def __init__(self, source: Source, encoding: str, newline: str, limits: Limits) -> None:
        self.blocks = _texts(source, encoding)
        self.newline = newline
        self.longest = limits.line
        self.kept: list[str] = []
        self.tail: str = ""
        self.at = 0
        self.record = 0
        """Where among the kept lines the current record begins."""
        self.ended = False
        self.suspect = False
        """Whether a kept line is long, or holds what is no letter: its cells need a look."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at == len(self.kept) and not self._more():
            self.ended = True
            raise StopIteration
        line = self.kept[self.at]
        self.at += 1
        return line + "\n"

    @property
    def spanned(self) -> int:
        """How many lines the current record took so far."""
        return self.at - self.record

    def forget(self) -> None:
        """The current record is done with; the next one begins here."""
        self.record = self.at

    def back(self) -> None:
        """Begin anew at the second line of the current record."""
        self.record = self.at = self.record + 1
        self.ended = False

    def _more(self) -> bool:
        del self.kept[: self.record]
        self.at -= self.record
        self.record = 0
        self.suspect = any(map(_is_suspect, self.kept))
        while len(self.kept) == self.at:
            text = next(self.blocks, None)
            if text is None:
                return self._last()
            self._take(text)
        return True

    def _take(self, text: str) -> None:
        text = self.tail + text
        if "\r\n" in text:
            text = text.replace("\r\n", "\n")
        *lines, tail = text.split(self.newline)
        if len(tail) > self.longest:
            tail = tail[: self.longest] + _CUT
        self.tail = tail
        self.suspect = (
            self.suspect or is_broken(text) or max(map(len, lines), default=0) > _LONG
        )
        self.kept += lines

    def _last(self) -> bool:
        if not self.tail.rstrip("\r"):
            return False
        self.kept.append(self.tail.rstrip("\r"))
        self.suspect = self.suspect or _is_suspect(self.tail)
        self.tail = ""
        return True


def is_broken(text: str) -> bool:
    """Whether a text holds NUL, or bytes that are no letters of its file's encoding."""
    if "\0" in text:
        return True
    if text.isascii():
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _is_suspect(line: str) -> bool:
    return len(line) > _LONG or is_broken(line)


def _texts(source: Source, encoding: str) -> Iterator[str]:
    """The file as text, block by block; what is no letter becomes a lone surrogate."""
    # UTF-16 has no bytes to keep aside: there a damaged pair becomes the replacement sign.
    errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
    try:
        decoder = codecs.getincrementaldecoder(encoding)(errors)
    except LookupError:
        raise FileRefused("unknown_encoding", where=source.name, found=encoding) from None
    first = True
    with source.open() as file:
        for block in _blocks(file):
            text = decoder.decode(block)
            yield text.removeprefix("\ufeff") if first else text
            first = False
    if rest := decoder.decode(b"", final=True):
        yield rest


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block
