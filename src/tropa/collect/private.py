"""What history may hold of contact fields: that there was one, never which.

`where phone exists` must be answerable from the history: a contact field's value gives way to
a mark; the value itself stands in the ledger beside the person's names.
"""

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from tropa.collect.contacts import CONTACT_FIELDS, CONTACT_TRAITS

MARK: Final = "•"
_MARK_TEXT: Final = msgspec.Raw(msgspec.json.encode(MARK))

_OBJECT: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ANYTHING: Final = msgspec.json.Decoder(object)
_ENCODER: Final = msgspec.json.Encoder()
_LONGEST: Final = 1_000


def masked_contacts(properties: bytes, *, of_person: bool) -> bytes:
    """The JSON object as history may hold it; every other value stays digit for digit.

    Args:
        properties: the properties of an event.
        of_person: they are traits (an `identify`): `name` is a person's and goes too.
    """
    private = CONTACT_TRAITS if of_person else CONTACT_FIELDS
    fields = _OBJECT.decode(properties)
    if not any(name in private for name in fields):
        return properties
    shown = {
        name: _MARK_TEXT if name in private and not _is_empty(value) else value
        for name, value in fields.items()
    }
    return _ENCODER.encode(shown)


def contact_values(properties: bytes, *, of_person: bool) -> Iterator[tuple[str, str]]:
    """The contact fields of an event with their values, as texts."""
    private = CONTACT_TRAITS if of_person else CONTACT_FIELDS
    for name, raw in _OBJECT.decode(properties).items():
        if name in private and not _is_empty(raw):
            value: Any = _ANYTHING.decode(raw)
            text = value if isinstance(value, str) else bytes(raw).decode()
            yield name, text[:_LONGEST]


def _is_empty(raw: msgspec.Raw) -> bool:
    return bytes(raw) in (b"null", b'""')
