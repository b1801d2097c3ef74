"""Logins and names of people who use the product: what may be one, and when two are the same.

A login is an e-mail address or a word. Two logins are one however they are typed: composed or
not, in capitals or not, wide or narrow letters.
"""

import unicodedata
from typing import Final

from tropa.errors import UsageFault

LONGEST_LOGIN: Final = 254
LONGEST_NAME: Final = 120
_NOT_IN_LOGIN: Final = frozenset('<>"\\,;:()[]')


def login_key(login: str) -> str:
    """What is the same for all spellings of one login."""
    # Half of a pair is no letter; it must not be a fault either.
    key, before = login.encode("utf-8", "surrogatepass").decode("utf-8", "replace"), ""
    while key != before:
        # Folding may leave what composes anew, and the other way round; twice is the most.
        before, key = key, unicodedata.normalize("NFKC", key.casefold()).strip()
    return key


def read_login(text: str) -> str:
    """A login of a new account.

    Raises:
        UsageFault: it is empty, too long, or has letters no login has.
    """
    login = unicodedata.normalize("NFC", text.strip())
    key = login_key(login)
    if not 0 < len(key) <= LONGEST_LOGIN or any(_unfit(one) for one in login + key):
        raise UsageFault("login_wrong", limit=LONGEST_LOGIN)
    return login


def read_name(text: str) -> str:
    """How somebody is called.

    Raises:
        UsageFault: it is empty, too long, or has letters that cannot be seen.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split(" ")).strip()
    if not 0 < len(name) <= LONGEST_NAME or any(unseen(one) for one in name):
        raise UsageFault("name_wrong", limit=LONGEST_NAME)
    return name


def unseen(letter: str) -> bool:
    """Whether no person types it: a control, half of a pair, a turn of direction."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _unfit(letter: str) -> bool:
    return letter in _NOT_IN_LOGIN or letter.isspace() or unseen(letter)
