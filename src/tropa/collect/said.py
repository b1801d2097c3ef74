"""Names that may stand in a text: addresses and phones as anybody writes them, others as is."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from tropa.collect.names import normal_email, normal_phone
from tropa.event import Name, NameKind

_PARTS: Final = r"\s\"'<>(),;:\\{}\[\]|"
# From the beginning of a word alone: anybody may send a very long one.
EMAIL: Final = re.compile(rf"(?<![^{_PARTS}])[^{_PARTS}]+@[^{_PARTS}]+")
PHONE: Final = re.compile(r"\+?\d[\d\s().\u00a0-]{8,24}\d")
_PIECE: Final = re.compile(r"\"([^\"\n]{1,1000})\"|([^\s,;\t\"{}\[\]]{1,1000})")
_PIECES: Final = 5_000
_OTHER: Final = tuple(one for one in NameKind if one not in (NameKind.EMAIL, NameKind.PHONE))


def readings(raw: bytes) -> Iterator[str]:
    """What was sent as a text: as it is, and as JSON says it."""
    text = raw.decode("utf-8", "replace")
    yield text
    if "\\" in text:
        yield _unescaped(text)


def names_said(raw: bytes) -> Iterator[Name]:
    """Every name that may stand in something that was sent, of whatever kind."""
    for text in readings(raw):
        emails = (normal_email(one) for one in EMAIL.findall(text))
        phones = (normal_phone(one) for one in PHONE.findall(text))
        yield from (Name(NameKind.EMAIL, one) for one in emails if one)
        yield from (Name(NameKind.PHONE, one) for one in phones if one)
        pieces = (quoted or bare for quoted, bare in _PIECE.findall(text)[:_PIECES])
        for piece in dict.fromkeys(pieces):
            yield from (Name(kind, piece) for kind in _OTHER)


def names_meant(text: str) -> list[Name]:
    """Names a text may be as a whole, in the order they are asked: `kind:value`, else any."""
    kind, _, value = text.partition(":")
    if value and kind in set(NameKind):
        return [Name(NameKind(kind), value)]
    found = [Name(NameKind.USER, text), Name(NameKind.CRM, text)]
    email, phone = normal_email(text), normal_phone(text)
    if email is not None:
        found.append(Name(NameKind.EMAIL, email))
    if phone is not None:
        found.append(Name(NameKind.PHONE, phone))
    others = (NameKind.MESSENGER, NameKind.DEAL, NameKind.ANONYMOUS)
    return found + [Name(one, text) for one in others]


def _unescaped(text: str) -> str:
    try:
        found: Any = json.loads(text)
    except ValueError:
        return re.sub(r"\\u([0-9a-fA-F]{4})", lambda one: chr(int(one[1], 16)), text)
    return json.dumps(found, ensure_ascii=False)
