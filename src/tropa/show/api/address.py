"""One address of the server: how it is asked, what answers, what for, and whom it lets in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from tropa.show.api.site import Site
from tropa.users.rights import Need, Right

Handler = Callable[[Site, Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Files:
    """What an address answers, or takes, where it is no JSON of ours: whole files."""

    kinds: tuple[str, ...]
    """Media types."""


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
    answers: Any = None
    """The type of what stands under `answer`; `Files` where files are answered."""
    how: Any = None
    """The type of what stands under `how`."""
    or_else: tuple[tuple[Any, Any], ...] = ()
    """Other types of `answer` and `how`, where something else is asked for."""
    takes: Any = None
    """The type of the body that is read as JSON; `Files` where it is taken as it is."""
