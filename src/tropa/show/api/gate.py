"""The name a server is spoken to by, and its token.

A page of another site must not reach a server on this machine through a name that it made
point here; so the server answers to its own addresses and to the names it was told. On an
address open to others the token printed at start opens it, as long as nobody has an account;
for programs it goes on doing so.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from ipaddress import ip_address
from typing import Final

from starlette.requests import Request

from tropa.errors import RequestFault

COOKIE: Final = "tropa"


@dataclass(frozen=True)
class Gate:
    """What is asked of a request."""

    hosts: frozenset[str] = frozenset()
    """Names the server goes by besides its addresses."""
    token: str = ""
    """Opens everything when there is one."""
    local: bool = False
    """Only this machine can reach the server."""

    @property
    def open(self) -> bool:
        """Whether anybody is let in while nobody has an account."""
        return self.local or not self.token

    def check(self, request: Request) -> None:
        """Let a request pass.

        Raises:
            RequestFault: the server does not go by that name.
        """
        name = host_name(request.headers.get("host", ""))
        if not (_is_address(name) or name == "localhost" or name in self.hosts):
            raise RequestFault("foreign_host", found=name[:80])

    def bears_token(self, request: Request) -> bool:
        """Whether a program shows the token."""
        scheme, _, stated = request.headers.get("authorization", "").partition(" ")
        return bool(self.token) and scheme.lower() == "bearer" and self.opens(stated.strip())

    def knows_browser(self, request: Request) -> bool:
        """Whether a browser has shown the token before."""
        cookie = request.cookies.get(COOKIE, "")
        known = hmac.compare_digest(cookie.encode(), self.cookie().encode())
        return bool(self.token) and known

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


def check_secret(request: Request) -> None:
    """Take a password only where nobody on its way can read it.

    Raises:
        RequestFault: it comes in clear, from another machine than this one.
    """
    name = host_name(request.headers.get("host", ""))
    if request.url.scheme != "https" and not is_loopback(name):
        raise RequestFault("in_clear", status=403, found=name[:80])


def is_loopback(host: str) -> bool:
    """Whether a name or an address is only of this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
