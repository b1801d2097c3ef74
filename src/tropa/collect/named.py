"""What events of others say of somebody who was erased: their name gives way to a mark.

An address or a phone that is the whole of a value is a name, whatever the property, however it
is written. An id is one only where a property says whom it names (`friend`, `lead`): elsewhere
`12` is a number of windows. There it means whom it finds: where a kind of name that is asked
first is somebody's still, it is theirs and stays. A name inside a longer text is not looked
for; every other value stays digit for digit.
"""

import re
from collections.abc import Callable
from typing import Final

import msgspec

from tropa.collect.names import normal_email, normal_phone
from tropa.collect.said import names_meant
from tropa.event import Name, NameKind

NAMING: Final = ("friend", "lead")
"""Properties whose value names another person, by whatever name."""
_BETWEEN: Final = r'[^\w",:/]*'
"""What may stand between the digits of a phone; a day with its hour has a letter there."""
_PHONE: Final = rf"\+{_BETWEEN}(?:\d{_BETWEEN}){{8}}|(?:\d{_BETWEEN}){{10}}"
SUSPECT: Final = rf'@|{_PHONE}|"(?:{"|".join(NAMING)})"|\\[ut]'
"""What stands in properties that may name somebody: the others need not be read.

Behind an escape of JSON anything may stand."""

_SIGNS: Final = (b"@", b"\\", *(f'"{one}"'.encode() for one in NAMING))
_ASCII: Final = b"0123456789"
_WIDE: Final = b"\xef\xbc"
"""How a digit or a plus of full width begins."""
_LEAST: Final = 8
"""The fewest digits of a phone."""
_DIGITS: Final = re.compile(_PHONE)
_OBJECT: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_LIST: Final = msgspec.json.Decoder(list[msgspec.Raw])
_TEXT: Final = msgspec.json.Decoder(str)
_ENCODER: Final = msgspec.json.Encoder()
_WORDS: Final = (b"t", b"f", b"n")
"""How `true`, `false` and `null` begin."""


class Unnaming:
    """Takes names of erased people out of what others' events say."""

    def __init__(
        self,
        mark: Callable[[Name], str | None],
        is_known: Callable[[Name], bool],
        worded: Callable[[str, str], str] = lambda _, mark: mark,
    ) -> None:
        """How to tell whose a name is, and what takes its place.

        Args:
            mark: of a name that was erased; None for any other.
            is_known: whether somebody still bears a name.
            worded: a text and its mark to what stands in the place of the text.
        """
        self._mark, self._is_known, self._worded = mark, is_known, worded

    def properties(self, said: bytes) -> bytes:
        """A JSON object without these names; the very bytes given where there are none."""
        return self._object(said, whom=False) if _is_suspect(said) else said

    def _changed(self, raw: bytes, *, whom: bool) -> bytes:
        """A JSON value; `whom` says that it stands where somebody is named."""
        if raw.startswith(b"{"):
            return self._object(raw, whom=whom)
        if raw.startswith(b"["):
            values = [bytes(one) for one in _LIST.decode(raw)]
            after = [self._changed(one, whom=whom) for one in values]
            return raw if after == values else _ENCODER.encode([*map(msgspec.Raw, after)])
        if raw.startswith(_WORDS):
            return raw
        text = _TEXT.decode(raw) if raw.startswith(b'"') else raw.decode()
        mark = self._mark_of(text, whom=whom)
        return raw if mark is None else _ENCODER.encode(self._worded(text, mark))

    def _object(self, raw: bytes, *, whom: bool) -> bytes:
        fields = {name: bytes(value) for name, value in _OBJECT.decode(raw).items()}
        after = {
            name: self._changed(value, whom=whom or name in NAMING)
            for name, value in fields.items()
        }
        if after == fields:
            return raw
        return _ENCODER.encode({name: msgspec.Raw(value) for name, value in after.items()})

    def _mark_of(self, text: str, *, whom: bool) -> str | None:
        contact = _contact(text)
        mark = None if contact is None else self._mark(contact)
        return self._mark_of_id(text.strip()) if mark is None and whom else mark

    def _mark_of_id(self, text: str) -> str | None:
        names = names_meant(text)
        for at, name in enumerate(names):
            mark = self._mark(name)
            if mark is not None:
                return None if any(map(self._is_known, names[:at])) else mark
        return None


def _is_suspect(said: bytes) -> bool:
    """Whether properties have to be read: `SUSPECT`, told of most by a look or two."""
    if any(one in said for one in _SIGNS):
        return True
    digits = len(said) - len(said.translate(None, _ASCII))
    if digits < _LEAST and _WIDE not in said:
        return False
    return _DIGITS.search(said.decode("utf-8", "replace")) is not None


def _contact(text: str) -> Name | None:
    """The address or the phone that a text is."""
    if "@" in text:
        email = normal_email(text)
        return None if email is None else Name(NameKind.EMAIL, email)
    phone = normal_phone(text) if _DIGITS.search(text) else None
    return None if phone is None else Name(NameKind.PHONE, phone)
