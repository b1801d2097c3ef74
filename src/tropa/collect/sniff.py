"""What a file is, told from its content; its name only settles what content leaves open.

Decided are the format, the encoding of texts and the mark between columns. Nothing here is
applied in silence: the decisions are the `Facts` of the table and are shown before an import.
"""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, Literal, TypeAlias

from tropa.collect.headers import header_row
from tropa.collect.source import FileRefused, Source, read_up_to
from tropa.collect.table import Format

HEAD: Final = 256 << 10
_WINDOW: Final = 4 << 20
_WINDOWS: Final = 16

Encoding: TypeAlias = Literal["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1251"]
"""Encodings told apart by content; a mapping may state any other that Python knows."""

DELIMITERS: Final = ("\t", ";", "|", ",")
"""In the order of trust: a comma also stands inside numbers and texts."""

_BINARY: Final = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"7z\xbc\xaf",
    b"Rar!",
    b"SQLite",
)
_CONTINUATIONS: Final = bytes(range(0x80, 0xC0))
_OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0"
_MARKS: Final[tuple[tuple[bytes, Encoding], ...]] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a mapping or a person states about a file; the empty ones are found out."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    columns: tuple[str, ...] = ()
    """Names of the columns, in order, when the file has no headers."""


def format_of(source: Source) -> Format:
    """The format of an unpacked file.

    Raises:
        FileRefused: the file is empty, or of a format that is not read.
    """
    head = source.head(HEAD)
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise FileRefused("empty_file", where=source.name)
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"PK\x03\x04", _OLD_WORKBOOK)):
        return "workbook"
    if head.startswith(_BINARY) or _is_noise(head):
        raise FileRefused("unknown_format", where=source.name)
    text = _readable(head).lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return "jsonl"
    if text.startswith("[") and text[1:].lstrip()[:1] in ("{", "]"):
        return "jsonl"
    if text.startswith("<") and "<t" in text.lower():
        return "html"
    return "csv"


def encoding_of(source: Source) -> str:
    """The encoding of a text file, from marks at its start and from windows all over it."""
    head = source.head(HEAD)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    wide = _wide_encoding(head)
    if wide:
        return wide
    counts = [_letters(window) for window in _windows(source)]
    good, bad = sum(one[0] for one in counts), sum(one[1] for one in counts)
    # A single damaged cell must not turn all the rest into gibberish.
    return "utf-8" if bad * 4 <= good else "cp1251"


def decoded_head(source: Source, encoding: str) -> str:
    """The first characters of a text file, the last one not cut in two."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)("replace")
    except LookupError:
        raise FileRefused("unknown_encoding", where=source.name, found=encoding) from None
    return decoder.decode(source.head(HEAD)).removeprefix("\ufeff")


def delimiter_of(text: str) -> str:
    """The mark between columns, from the first rows of the file."""
    stated = stated_delimiter(text)
    if stated:
        return stated
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    whole = [line for line in (lines[:-1] if len(lines) > 1 else lines) if line.strip()][:200]
    scores = [(_agreement(whole, mark), mark) for mark in DELIMITERS]
    best = max(score for score, _ in scores)
    return next(mark for score, mark in scores if score == best) if best else ","


def stated_delimiter(text: str) -> str:
    """The mark that the first line states, as Excel reads it: `sep=;`."""
    line = text.split("\n", 1)[0].rstrip("\r").strip('"').lower()
    return line[4:] if line.startswith("sep=") and len(line) == len("sep=;") else ""


def _agreement(lines: list[str], mark: str) -> float:
    """How many rows have as many cells as the headers; 0 when there is one column."""
    try:
        rows = list(csv.reader(lines, delimiter=mark))
    except csv.Error:
        return 0.0
    width = len(rows[header_row(rows)])
    widths = Counter(len(row) for row in rows)
    if width < 2:
        return 0.0
    return widths[width] / widths.total()


def _readable(head: bytes) -> str:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head.decode(encoding, "ignore")
    return head.decode(_wide_encoding(head) or "latin-1", "ignore")


def _wide_encoding(head: bytes) -> Literal["utf-16-le", "utf-16-be", ""]:
    """UTF-16 without a mark: every second byte of Latin letters and digits is nought."""
    pairs = len(head) // 2
    if not pairs:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > pairs * 0.2 and even < pairs * 0.02:
        return "utf-16-le"
    return "utf-16-be" if even > pairs * 0.2 and odd < pairs * 0.02 else ""


def _is_noise(head: bytes) -> bool:
    """Whether so much of it is control characters that it cannot be text."""
    if head.startswith(tuple(mark for mark, _ in _MARKS)) or _wide_encoding(head):
        return False
    controls = sum(head.count(bytes([one])) for one in range(32) if one not in b"\t\n\r")
    return controls > len(head) * 0.1


def _letters(window: bytes) -> tuple[int, int]:
    """Letters beyond ASCII that are good UTF-8, and bytes that are not."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    # A window may begin in the middle of a letter; its end is left to the decoder.
    text = decoder.decode(window.lstrip(_CONTINUATIONS))
    bad = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) - bad, bad


def _windows(source: Source) -> Iterator[bytes]:
    """The whole of a file of usual size; of a larger one, pieces evenly over it."""
    with source.open() as file:
        if source.size is None or source.size <= _WINDOW * _WINDOWS or not file.seekable():
            yield from _pieces(file)
            return
        for at in range(_WINDOWS):
            file.seek(at * (source.size - _WINDOW) // (_WINDOWS - 1))
            yield read_up_to(file, _WINDOW)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    for _ in range(_WINDOWS):
        piece = read_up_to(file, _WINDOW)
        if not piece:
            return
        yield piece
