"""Who is let in to everything but the collector: by the name spoken to, and by the token.

A page of another site must not reach a server on this machine through a name that it made
point here; so the server answers to its own addresses and to the names it was told. On an
address open to others the token printed at start is asked for, once for a browser.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from ipaddress import ip_address
from typing import Final
from urllib.parse import parse_qs

from starlette.requests import Request

from tropa.errors import RequestFault

COOKIE: Final = "tropa"
_FREE: Final = ("/login", "/assets/", "/health")


@dataclass(frozen=True)
class Gate:
    """What is asked of a request."""

    hosts: frozenset[str] = frozenset()
    """Names the server goes by besides its addresses."""
    token: str = ""
    """Asked for when there is one."""

    def check(self, request: Request) -> None:
        """Let a request pass.

        Raises:
            RequestFault: the server does not go by that name, or the token is missing.
        """
        name = host_name(request.headers.get("host", ""))
        if not (_is_address(name) or name == "localhost" or name in self.hosts):
            raise RequestFault("foreign_host", found=name[:80])
        if self.token and not request.url.path.startswith(_FREE) and not self._knows(request):
            raise RequestFault("token_needed", status=401)

    def _knows(self, request: Request) -> bool:
        scheme, _, stated = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.opens(stated.strip()):
            return True
        cookie = request.cookies.get(COOKIE, "")
        return hmac.compare_digest(cookie.encode(), self.cookie().encode())

    def opens(self, stated: str) -> bool:
        """Whether this is the token."""
        return hmac.compare_digest(stated.encode(), self.token.encode())

    def cookie(self) -> str:
        """What a browser keeps instead of the token."""
        return blake2b(self.token.encode(), digest_size=20, person=b"tropa-cookie").hexdigest()


def host_name(header: str) -> str:
    """The name in a Host header, without its port."""
    text = header.strip().lower()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0]


def names_of(host: str, listed: str) -> frozenset[str]:
    """The names a server goes by: the one it is bound to, and those in its settings."""
    stated: Iterable[str] = [host, *listed.split(",")]
    return frozenset(name.strip().lower() for name in stated if name.strip())


def stated_token(body: bytes) -> str:
    """The token of the sign-in form."""
    try:
        fields = parse_qs(body.decode("ascii"), max_num_fields=10)
    except ValueError:
        return ""
    return fields.get("token", [""])[0]


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
