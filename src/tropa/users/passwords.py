"""Passwords: which are taken, and how they are kept.

Twelve characters or more, of any kind; no rules about kinds, and nobody is made to change one.
Refused are those that are tried first anyway: see `guessable.py`, and whatever has the person's
own name or login, or the product's, in it. Kept is an argon2id hash with the settings of
OWASP's ASVS: one pass over 46 MiB. At most two are computed at once, so that a crowd at the
door takes neither the memory nor the processors from those inside.
"""

import re
import threading
import unicodedata
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tropa.errors import UsageFault
from tropa.users.guessable import is_common
from tropa.users.names import login_key

SHORTEST: Final = 12
LONGEST_BYTES: Final = 1_024
AT_ONCE: Final = 2
PRODUCT: Final = ("tropa", "тропа")
_PART: Final = 4
"""Shorter parts of a name are no hint to a password."""

_NOBODYS: Final = (
    "$argon2id$v=19$m=47104,t=1,p=1$"
    "GnPiV1Oh5Lq0lT5XkPj0nA$qGj8T1h3L0mS0xFJpQ2V3l5n4fYwqf0bqk7dQm2n8uE"
)
"""Nobody's hash: what is tried against it takes its time and never fits."""


def normal(password: str) -> str:
    """A password as it is hashed: composed, however the keyboard sent it.

    Raises:
        UsageFault: it is too long, or has what no keyboard sends.
    """
    # Composing takes its time, too: nothing of any length is composed.
    if len(password) > LONGEST_BYTES:
        raise UsageFault("password_too_long", limit=LONGEST_BYTES)
    composed = unicodedata.normalize("NFC", password)
    if any(unicodedata.category(one) in ("Cc", "Cs") for one in composed):
        raise UsageFault("password_odd")
    if len(composed.encode()) > LONGEST_BYTES:
        raise UsageFault("password_too_long", limit=LONGEST_BYTES)
    return composed


def read_password(password: str, login: str, name: str) -> str:
    """A new password, ready to be hashed.

    Args:
        password: as typed.
        login: of whom it is to be.
        name: of whom it is to be.

    Raises:
        UsageFault: it is too short, too long, too common, or has a name in it.
    """
    composed = normal(password)
    if len(composed) < SHORTEST:
        raise UsageFault("password_short", limit=SHORTEST)
    if any(part in composed.casefold() for part in _own(login, name)):
        raise UsageFault("password_personal")
    if is_common(composed):
        raise UsageFault("password_common")
    return composed


def _own(login: str, name: str) -> set[str]:
    """What somebody's password must not have in it."""
    key = login_key(login)
    parts = {key, key.partition("@")[0], *re.split(r"[\W_]+", key.partition("@")[0])}
    parts |= set(re.split(r"[\W_]+", name.casefold()))
    return {part for part in parts if len(part) >= _PART} | set(PRODUCT)


class Passwords:
    """Hashes, and compares with hashes; two at once."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(
            time_cost=1, memory_cost=46 * 1_024, parallelism=1, hash_len=32, salt_len=16
        )
        self.turn = threading.BoundedSemaphore(AT_ONCE)

    def hash(self, password: str) -> str:
        """What is kept of a password."""
        with self.turn:
            return self._hasher.hash(password)

    def fits(self, hashed: str | None, password: str) -> bool:
        """Whether a password is the one that was kept; it takes as long where there is none."""
        with self.turn:
            try:
                return self._hasher.verify(hashed or _NOBODYS, password) and bool(hashed)
            except (VerificationError, InvalidHashError):
                return False

    def outdated(self, hashed: str) -> bool:
        """Whether a hash was made with settings of another time."""
        return self._hasher.check_needs_rehash(hashed)
