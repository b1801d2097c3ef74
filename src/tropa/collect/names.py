"""The names people are known by, in one spelling each.

An address or a phone is the same whoever wrote it down: `Ann@Shop.ru ` is `ann@shop.ru`,
`8 (912) 345-67-89` is `+79123456789`. A name that cannot be anybody's (`null`, `0`, `guest`,
an address with a line break in it) is no name at all, and joins nobody.
"""

import re
import unicodedata
from typing import Final

_JUNK: Final = frozenset(
    {
        "",
        "null",
        "(null)",
        "nil",
        "none",
        "(none)",
        "undefined",
        "(not set)",
        "not_authenticated",
        "unauthenticated",
        "unknown",
        "anonymous",
        "anonym",
        "guest",
        "true",
        "false",
        "nan",
        "n/a",
        "-1",
        "id",
        "user_id",
        "userid",
        "distinct_id",
        "distinctid",
        "anonymous_id",
        "email",
        "e-mail",
        "phone",
        "undefined@undefined",
        "аноним",
        "гость",
        "неизвестно",
        # What is shown where a name was hidden.
        "•",
        "***",
    }
)
_SHAPES: Final = (
    re.compile(r"[0-]*"),
    re.compile(r"\[object \w+\]", re.IGNORECASE),
    # A place of a template that nobody filled in.
    re.compile(r"\{\{.*\}\}|\$\{.*\}|<%.*%>|%%.*%%|\[\[.*\]\]", re.DOTALL),
)
_LONGEST_JUNK: Final = max(map(len, _JUNK))
_ODD_STARTS: Final = frozenset("0-{$<%[")


def is_junk(text: str) -> bool:
    """Whether a text is what programs write when they have no name to write."""
    bare = text.strip()
    if bare[:1] in _ODD_STARTS:
        return bare.casefold() in _JUNK or any(shape.fullmatch(bare) for shape in _SHAPES)
    if not bare.isprintable() and not any(map(str.isalnum, bare)):
        # Nothing but marks that nobody sees.
        return True
    return len(bare) <= _LONGEST_JUNK and bare.casefold() in _JUNK


_LOCAL: Final = r"[a-z0-9_%+'=~!#$&*/?^`{|}-]+"
_LABEL_OF_DOMAIN: Final = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL: Final = re.compile(
    rf"{_LOCAL}(?:\.{_LOCAL})*"
    rf"@(?:{_LABEL_OF_DOMAIN}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{1,59}})"
)
_LONGEST_EMAIL: Final = 254
_LONGEST_LOCAL: Final = 64
_NOT_IN_LOCAL: Final = frozenset('()<>[]:;,"\\@')

_GMAIL: Final = frozenset({"gmail.com", "googlemail.com"})
_YANDEX: Final = frozenset(
    {
        "ya.ru",
        "yandex.ru",
        "yandex.com",
        "yandex.by",
        "yandex.kz",
        "yandex.ua",
    }
)

_ROLES: Final = frozenset(
    "abuse accounts admin administrator ads billing bookkeeping buh buhgalter contact "
    "contacts customer-service director feedback finance hello help helpdesk hi hostmaster "
    "hr info inbox job jobs kontakt mail mailer-daemon manager marketing news no-reply "
    "noreply office opt order orders partner partners post postmaster pr press privacy "
    "reception reklama root sale sales secretary security service shop snab spam subscribe "
    "support team tender test unsubscribe webmaster welcome zakaz zakupki zayavka".split()
)


def normal_email(text: str) -> str | None:
    """The address in its one spelling, or None when it is none.

    Spaces around, `mailto:`, a trailing dot and the case of letters are mended; a domain in
    national letters becomes punycode. A list of addresses, a line break or an invisible
    character inside make it no address: nothing is cut out of the middle.
    """
    if len(text) > _LONGEST_EMAIL + 20:
        return None
    address = text.strip().lower()
    if _EMAIL.fullmatch(address) is None:
        address = _mended(address)
        if address is None:
            return None
    local = address.partition("@")[0]
    return address if len(address) <= _LONGEST_EMAIL and len(local) <= _LONGEST_LOCAL else None


def _mended(address: str) -> str | None:
    address = address.removeprefix("mailto:").removesuffix(".").strip()
    local, at, domain = address.rpartition("@")
    # Characters of no width are not printable: they make one address look like another.
    if not at or not address.isprintable() or not _is_local(local):
        return None
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    if _EMAIL.fullmatch(f"x@{ascii_domain}") is None:
        return None
    return f"{local}@{ascii_domain}"


def _is_local(local: str) -> bool:
    """Whether the part before @ may be one: the Latin rules, with letters of any alphabet."""
    if not local or local.startswith(".") or local.endswith(".") or ".." in local:
        return False
    return not any(character.isspace() or character in _NOT_IN_LOCAL for character in local)


def match_email(email: str) -> str:
    """The mailbox behind a normalised address: addresses with the same answer are one box.

    It tells who is who and is never written to. Gmail forgets dots and whatever follows a
    plus; Yandex's domains are one, and its dots are hyphens.
    """
    local, _, domain = email.rpartition("@")
    if domain in _GMAIL:
        box = local.partition("+")[0].replace(".", "")
        return f"{box or local}@gmail.com"
    if domain in _YANDEX:
        return f"{local.replace('.', '-')}@yandex.ru"
    return email


def is_shared_address(email: str) -> bool:
    """Whether it belongs to a role (`info@`, `sales@`) rather than to one human being."""
    local = email.partition("@")[0].partition("+")[0]
    return local.replace("_", "-") in _ROLES


_PLAIN_PHONE: Final = re.compile(r"\+7[3-9][0-9]{9}")
_EXTENSION: Final = re.compile(
    r"\s*[,;]?\s*(?:"
    r"\(?\s*(?:доб|добавочный|вн|внутр|ext|extension)(?![a-zа-яё])\.?\s*:?[\d\s-]{0,12}\)?"
    r"|[x*#]\s*\d[\d\s-]{0,12}"
    r")\s*$",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"^(?:tel|phone|тел|телефон|моб|сот|т)\s*[.:]+\s*", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[,;/\n\r|]|\s+(?:и|или|or)\s+")
_SEPARATORS: Final = frozenset("()-.‐‑‒–—−\t ")
_RUSSIAN_AREAS: Final = frozenset("34589")
_RUSSIAN_OR_KAZAKH: Final = frozenset("3456789")
_LONGEST_PHONE: Final = 80
_E164: Final = range(8, 16)
"""How many digits a number may have with its country."""


def normal_phone(text: str) -> str | None:
    """The number as `+` and digits, country first; None when it is none.

    Russian habits are read: 8 in front, no country at all. Extensions are cut off. A local
    number without its city, two numbers at once or letters inside make it no number.
    """
    if _PLAIN_PHONE.fullmatch(text):
        return None if _is_one_digit(text[2:]) else text
    if len(text) > _LONGEST_PHONE:
        return None
    digits = _digits_of(text)
    if digits is None:
        return None
    phone = _with_country(digits[1:]) if digits[0] == "+" else _russian(digits)
    return None if phone is None or _is_one_digit(phone[2:]) else phone


def phones_in(text: str) -> list[str]:
    """All numbers of a cell, each once, in their order: `8 912…, +7 495… доб. 3 / 8 800…`."""
    whole = normal_phone(text)
    if whole is not None:
        return [whole]
    found = (normal_phone(piece) for piece in _BETWEEN.split(text))
    return list(dict.fromkeys(phone for phone in found if phone is not None))


def is_shared_phone(phone: str) -> bool:
    """Whether a normalised number is a company's free line (8 800): nobody's own."""
    return phone.startswith("+7800")


def _digits_of(text: str) -> str | None:
    """Digits with a leading plus where there was one; None when anything else is inside."""
    bare = _LABEL.sub("", unicodedata.normalize("NFKC", text).strip())
    bare = _EXTENSION.sub("", bare)
    # A spreadsheet that took the phone for a number writes it with a fraction.
    bare = re.sub(r"^(\d{10,11})\.0$", r"\1", bare)
    digits = "".join(character for character in bare if character not in _SEPARATORS)
    number = digits.removeprefix("+")
    if not number.isascii() or not number.isdecimal():
        return None
    return digits


def _with_country(digits: str) -> str | None:
    """A number with a plus: any country's, Russia's and Kazakhstan's by their length."""
    if digits[0] == "7":
        return _russian(digits)
    # No country begins with 89: it is 8 912 … with a plus put before it.
    if digits.startswith("89") and len(digits) == 11:
        return _russian(digits)
    return f"+{digits}" if digits[0] != "0" and len(digits) in _E164 else None


def _russian(digits: str) -> str | None:
    if len(digits) == 11 and digits[0] in "78" and digits[1] in _RUSSIAN_OR_KAZAKH:
        return f"+7{digits[1:]}"
    if len(digits) == 10 and digits[0] in _RUSSIAN_AREAS:
        return f"+7{digits}"
    return None


def _is_one_digit(subscriber: str) -> bool:
    """9999999999: typed to get past a form."""
    return len(set(subscriber)) == 1
