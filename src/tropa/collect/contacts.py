"""Which fields name a person, which say something only the person may say.

Contact fields point at a human being, so they stay with the events that are kept safe and
never reach the history people read with other tools. A field is known by its words, however
they are joined: `phone_number`, `phoneNumber`, `Phone Number` are one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, cast

import msgspec

from tropa.collect.names import (
    is_junk,
    is_shared_address,
    is_shared_phone,
    normal_email,
    normal_phone,
)
from tropa.event import Name, NameKind

Flag = Callable[[str], None]

_NAMING: Final[dict[str, tuple[NameKind, str]]] = {
    "email": (NameKind.EMAIL, ""),
    "e mail": (NameKind.EMAIL, ""),
    "email address": (NameKind.EMAIL, ""),
    "person email": (NameKind.EMAIL, ""),
    "user email": (NameKind.EMAIL, ""),
    "customer email": (NameKind.EMAIL, ""),
    "phone": (NameKind.PHONE, ""),
    "phone number": (NameKind.PHONE, ""),
    "mobile": (NameKind.PHONE, ""),
    "mobile phone": (NameKind.PHONE, ""),
    "tel": (NameKind.PHONE, ""),
    "telephone": (NameKind.PHONE, ""),
    "person phone": (NameKind.PHONE, ""),
    "user phone": (NameKind.PHONE, ""),
    "customer phone": (NameKind.PHONE, ""),
    "telegram id": (NameKind.MESSENGER, "telegram"),
    "telegram user id": (NameKind.MESSENGER, "telegram"),
    "telegram chat id": (NameKind.MESSENGER, "telegram"),
    "tg id": (NameKind.MESSENGER, "telegram"),
    "vk id": (NameKind.MESSENGER, "vk"),
    "vk user id": (NameKind.MESSENGER, "vk"),
    "vkontakte id": (NameKind.MESSENGER, "vk"),
    "crm id": (NameKind.CRM, ""),
    "crm contact id": (NameKind.CRM, ""),
}

_PERSONAL: Final = (
    "first name",
    "last name",
    "middle name",
    "patronymic",
    "full name",
    "address",
    "birthday",
    "date of birth",
    "avatar",
    "username",
    "ip",
    "reported ip",
    "telegram username",
    "passport",
)
_PERSONAL_OF_TRAITS: Final = ("name", "fio")
"""Of a person; of a page or a product they are something else."""

LONGEST_IDENTIFIER: Final = 1_000

_CLAIM_HINTS: Final = (b"consent", b"subscri", b"opt", b"verif", b"not", b"suppr")
_CLAIM_STARTS: Final = (
    "consent",
    "subscribe",
    "subscription",
    "unsubscribe",
    "optin",
    "optout",
    "verified",
    "donot",
    "suppress",
)
_CLAIM_ENDS: Final = ("consent", "consents", "subscribed", "optin", "optout", "verified")

_OBJECT: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ENCODER: Final = msgspec.json.Encoder()


def _spellings(words: str) -> Iterable[str]:
    lower = words.split()
    title = [word.capitalize() for word in lower]
    loud = [word.upper() for word in lower]
    for written in (lower, title, loud, [title[0], *lower[1:]]):
        yield from (joint.join(written) for joint in (" ", "_", "-", ""))
    yield lower[0] + "".join(title[1:])
    yield lower[0] + "".join("ID" if word == "id" else word.capitalize() for word in lower[1:])


NAMING_FIELDS: Final[Mapping[str, tuple[NameKind, str]]] = {
    spelling: meaning for words, meaning in _NAMING.items() for spelling in _spellings(words)
}
"""Fields whose value is a name of the person: its kind, and the messenger it belongs to."""
_NAMING_WORDS: Final = frozenset(NAMING_FIELDS)

CONTACT_FIELDS: Final = frozenset(NAMING_FIELDS) | {
    spelling for words in _PERSONAL for spelling in _spellings(words)
}
"""Fields of any event that only the ledger may hold."""

CONTACT_TRAITS: Final = CONTACT_FIELDS | {
    spelling for words in _PERSONAL_OF_TRAITS for spelling in _spellings(words)
}
"""Traits of a person that only the ledger may hold."""


def names_in(fields: Mapping[str, object], flag: Flag) -> list[Name]:
    """The names some fields of a person hold, normalised.

    Args:
        fields: properties or traits, decoded.
        flag: told why a value was no name: `email_invalid`, `phone_shared` …
    """
    # Most events hold none, and are told by one look.
    if _NAMING_WORDS.isdisjoint(fields):
        return []
    names: list[Name] = []
    for field, value in fields.items():
        meaning = named_by(field)
        if meaning is not None:
            name = name_of(*meaning, value, flag)
            if name is not None:
                names.append(name)
    return names


def named_by(field: str) -> tuple[NameKind, str] | None:
    """What a field names: the kind, and the messenger where it is one."""
    return NAMING_FIELDS.get(field)


def name_of(kind: NameKind, messenger: str, value: object, flag: Flag) -> Name | None:
    """One value as a name of that kind, or None when it joins nobody."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        flag(f"{kind}_invalid")
        return None
    if kind is NameKind.EMAIL:
        return _address(value, flag)
    if kind is NameKind.PHONE:
        return _phone(value, flag)
    identifier = value.strip()
    if is_junk(identifier) or len(identifier) > LONGEST_IDENTIFIER:
        flag("blocked_identifier")
        return None
    return Name(kind, f"{messenger}:{identifier}" if messenger else identifier)


def _address(value: str, flag: Flag) -> Name | None:
    email = normal_email(value)
    if email is None:
        flag("email_invalid")
    elif is_shared_address(email):
        flag("email_shared")
    else:
        return Name(NameKind.EMAIL, email)
    return None


def _phone(value: str, flag: Flag) -> Name | None:
    phone = normal_phone(value)
    if phone is None:
        flag("phone_invalid")
    elif is_shared_phone(phone):
        flag("phone_shared")
    else:
        return Name(NameKind.PHONE, phone)
    return None


def without(properties: bytes, leave_out: Callable[[str], bool]) -> bytes:
    """The JSON object without some fields; every other value stays digit for digit."""
    fields = _OBJECT.decode(properties)
    kept = {field: value for field, value in fields.items() if not leave_out(field)}
    return properties if len(kept) == len(fields) else _ENCODER.encode(kept)


def claims_in(traits: bytes, fields: Iterable[str]) -> frozenset[str]:
    """Traits that a browser may not state: consent, subscription, a verified address."""
    lowered = traits.lower()
    if not any(hint in lowered for hint in _CLAIM_HINTS):
        return frozenset()
    return frozenset(field for field in fields if _is_claim(field))


def _is_claim(field: str) -> bool:
    plain = field.lower().replace("_", "").replace("-", "").replace(" ", "")
    return plain.startswith(_CLAIM_STARTS) or plain.endswith(_CLAIM_ENDS)


def as_fields(value: object) -> Mapping[str, object]:
    """A decoded JSON value as fields; nothing when it is no object."""
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}


def as_list(value: object) -> Sequence[object]:
    """A decoded JSON value as a list; nothing when it is none."""
    return cast("Sequence[object]", value) if isinstance(value, list) else ()
