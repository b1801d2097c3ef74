"""The body of a request: from the bytes that came to JSON text that can be trusted.

Inflated within a limit, UTF-8 and nothing else, without its byte order mark, no deeper than a
document of a sane program. Text that no store could hold (NUL, half a surrogate pair) is mended
in place: the mark U+FFFD takes as many bytes as the escape it stands for, so whoever compares
the two texts sees which events were mended.
"""

import re
import zlib
from typing import Final

from tropa.collect.refuse import refused

LONGEST_BODY: Final = 500 * 1024
"""Bytes of a request, as sent and after inflating."""
DEEPEST: Final = 64
"""How many objects and lists may stand in one another, the event itself being the first."""

_GZIP: Final = b"\x1f\x8b"
_BOM: Final = b"\xef\xbb\xbf"
_SPACE: Final = b" \t\r\n"

_MEDIA: Final = frozenset({"", "application/json", "text/plain", "text/json"})
_CHARSETS: Final = frozenset({"", "utf-8", "utf8", "us-ascii"})

_HEX: Final = rb"[0-9a-fA-F]"
_HIGH: Final = rb"\\u[dD][89abAB]" + _HEX * 2
_LOW: Final = rb"\\u[dD][c-fC-F]" + _HEX * 2
_ESCAPE: Final = re.compile(
    rb"(?<!\\)((?:\\\\)*)(?:(" + _HIGH + _LOW + rb")|\\u0000|" + _HIGH + rb"|" + _LOW + rb")"
)
_REPLACEMENT: Final = rb"\ufffd"

_STRING: Final = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_BRACKETS: Final = bytes.maketrans(b"{}[]", b"()()")
_NOT_BRACKETS: Final = bytes(code for code in range(256) if code not in b"{}[]")


def check_media(content_type: str) -> None:
    """Let through what may hold JSON in UTF-8.

    Raises:
        DataFault: `unsupported_media_type`.
    """
    media, *parameters = (part.strip().lower() for part in content_type.split(";"))
    charset = next((part[8:].strip("\"'") for part in parameters if part[:8] == "charset="), "")
    if media not in _MEDIA or charset not in _CHARSETS:
        raise refused("unsupported_media_type", found=content_type[:80])


def inflated(body: bytes, content_encoding: str) -> bytes:
    """The body without its compression; gzip is also seen by its first bytes.

    Raises:
        DataFault: `unsupported_encoding`, `body_too_large` or `bad_encoding`.
    """
    encoding = content_encoding.strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise refused("unsupported_encoding", found=content_encoding[:80])
    if len(body) > LONGEST_BODY:
        raise refused("body_too_large", limit=LONGEST_BODY // 1024)
    if body.startswith(_GZIP) or (body and encoding.endswith("gzip")):
        return _ungzipped(body)
    return body


def _ungzipped(body: bytes) -> bytes:
    """All members of a gzip body, as long as they stay within the limit."""
    text = b""
    while body:
        inflater = zlib.decompressobj(wbits=31)
        try:
            text += inflater.decompress(body, LONGEST_BODY + 1 - len(text))
        except zlib.error as fault:
            raise refused("bad_encoding") from fault
        if len(text) > LONGEST_BODY:
            raise refused("body_too_large", limit=LONGEST_BODY // 1024)
        if not inflater.eof:
            raise refused("bad_encoding")
        body = inflater.unused_data
    return text


def json_text(body: bytes) -> bytes:
    """The body as UTF-8 without what stands around the JSON.

    Raises:
        DataFault: `empty_body` or `bad_encoding`.
    """
    if not body.isascii():
        try:
            body.decode()
        except UnicodeDecodeError as fault:
            raise refused("bad_encoding") from fault
        body = body.removeprefix(_BOM)
    text = body.strip(_SPACE)
    if not text:
        raise refused("empty_body")
    return text


def mended(text: bytes) -> bytes:
    """The text of the same length where U+FFFD stands for NUL and for halves of pairs."""
    return _ESCAPE.sub(_mend, text)


def _mend(match: re.Match[bytes]) -> bytes:
    slashes, pair = match.groups()
    return slashes + (pair or _REPLACEMENT)


def is_too_deep(text: bytes) -> bool:
    """Whether the JSON nests deeper than it may; the text may also be broken."""
    if text.count(b"{") + text.count(b"[") <= DEEPEST:
        return False
    left = _STRING.sub(b"", text).translate(_BRACKETS, _NOT_BRACKETS)
    if b"(" * (DEEPEST + 1) in left:
        return True
    # Each round takes off the innermost pairs. What never closes is left: it is all depth.
    for depth in range(DEEPEST + 1):
        inner = left.replace(b"()", b"")
        if len(inner) == len(left):
            return depth + left.count(b"(") > DEEPEST
        left = inner
    return True
