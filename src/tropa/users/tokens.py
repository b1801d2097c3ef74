"""Random ids that open something: 256 bits, shown once, kept as a hash.

They are long enough not to be guessed, so a quick hash does; its purpose goes into it, so that
the id of a session can never serve as a link.
"""

import secrets
from hashlib import blake2b
from typing import Final, Literal, TypeAlias

Purpose: TypeAlias = Literal["session", "link", "map"]

_BYTES: Final = 32
_LONGEST: Final = 100
"""Nothing longer was ever made here."""


def new_token() -> str:
    """A new one, as it travels."""
    return secrets.token_urlsafe(_BYTES)


def token_hash(token: str, purpose: Purpose) -> bytes:
    """What is kept of it."""
    data = token[:_LONGEST].encode("utf-8", "replace")
    return blake2b(data, digest_size=32, person=f"tropa-{purpose}".encode()).digest()


def new_id(letter: str) -> str:
    """A short id that opens nothing: of a user, of a link in a list."""
    return letter + secrets.token_hex(6)
