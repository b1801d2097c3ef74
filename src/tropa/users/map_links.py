"""Links by which strangers see one map: read it, and nothing else.

What a link carries is known to whoever got it; here only its hash is kept. It works until it is
ended, or until its time is over where it was given one. A link says once and for all whether
numbers are seen by it and whether a page of another site may show the map in a frame.
"""

from dataclasses import dataclass
from typing import Protocol

from tropa.clock import DAY, Clock, Instant
from tropa.errors import RequestFault, UsageFault
from tropa.users.names import unseen
from tropa.users.tokens import new_id, new_token, token_hash

LONGEST_TITLE = 120
LONGEST_DAYS = 3_660


@dataclass(frozen=True, slots=True)
class Shown:
    """What a link shows, as whoever makes it states it."""

    map: str
    numbers: bool
    framed: bool
    """Whether other sites' pages may show it in a frame."""
    title: str = ""
    """Whom it is for, to tell links apart; may be empty."""
    days: int = 0
    """After so many it is over; 0 never."""


@dataclass(frozen=True, slots=True)
class MapLink:
    """A link that works."""

    hash: bytes
    id: str
    shown: Shown
    by: str
    """The user who made it; empty where nobody has an account."""
    created: Instant
    expires: Instant
    """0 is never."""


class MapLinkStore(Protocol):
    """Where links are kept. Whatever changes something is on disk when it returns."""

    def every(self) -> list[MapLink]:
        """All of them, the newest first."""
        ...

    def find(self, hashed: bytes) -> MapLink | None: ...

    def add(self, link: MapLink) -> None: ...

    def take(self, hashed: bytes) -> bool:
        """End one; False when it is there no more."""
        ...


class MapLinks:
    """The links of a workspace."""

    def __init__(self, store: MapLinkStore, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def make(self, shown: Shown, by: str) -> tuple[MapLink, str]:
        """A new link, and what it carries, which is told this once.

        Raises:
            UsageFault: the title or the number of days will not do.
        """
        _check(shown)
        token, now = new_token(), self._clock.now()
        expires = now + shown.days * DAY if shown.days else 0
        link = MapLink(token_hash(token, "map"), new_id("m"), shown, by, now, expires)
        for one in self._store.every():
            if _over(one, now):
                self._store.take(one.hash)
        self._store.add(link)
        return link, token

    def living(self) -> list[MapLink]:
        """Links that work, the newest first."""
        now = self._clock.now()
        return [one for one in self._store.every() if not _over(one, now)]

    def find(self, token: str) -> MapLink | None:
        """The link somebody opened, if it works."""
        link = self._store.find(token_hash(token, "map"))
        return None if link is None or _over(link, self._clock.now()) else link

    def end(self, link_id: str) -> MapLink:
        """End a link.

        Raises:
            RequestFault: there is none with that id.
        """
        for one in self.living():
            if one.id == link_id and self._store.take(one.hash):
                return one
        raise RequestFault("no_such_link", status=404, found=link_id[:40])


def _over(link: MapLink, now: Instant) -> bool:
    return 0 < link.expires <= now


def _check(shown: Shown) -> None:
    if len(shown.title) > LONGEST_TITLE or any(unseen(one) for one in shown.title):
        raise UsageFault("name_wrong", limit=LONGEST_TITLE)
    if not 0 <= shown.days <= LONGEST_DAYS:
        raise UsageFault("field_wrong", field="days")
