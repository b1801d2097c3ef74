"""One address of the server: how it is asked, what answers, what for, and whom it lets in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from tropa.show.api.site import Site
from tropa.users.rights import Need, Right

Handler = Callable[[Site, Request], Awaitable[Response]]


MOMENTS: Final = ("as_of", "from", "to", "within", "edition", "segment", "persona")
"""Of which moments, by which edition and of whom numbers are asked."""


@dataclass(frozen=True, slots=True)
class Address:
    """One address: how it is asked, what answers, what for."""

    method: str
    path: str
    handler: Handler
    about: str
    asks: tuple[str, ...] = ()
    """Values after the question mark."""
    right: Need = "unstated"
    """What whoever asks must be allowed; where it is not stated, only an owner may."""
    besides: tuple[tuple[str, Right], ...] = ()
    """What they must be allowed as well when a value is asked for."""
