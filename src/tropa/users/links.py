"""Links that make an account: one of the owner at first start, and invitations.

A link is used once and only for three days (that of the owner for a day); one that was made
for a login makes an account of no other. What it carries is known
to whoever got it; here only its hash is kept, so nobody can find it out from the ledger.
"""

from dataclasses import dataclass
from typing import Final

from tropa.clock import DAY, Clock, Duration
from tropa.errors import RequestFault, UsageFault
from tropa.users.rights import Role
from tropa.users.store import Link, LinkKind, Places, UserStore
from tropa.users.tokens import new_id, new_token, token_hash

LASTS: Final[dict[LinkKind, Duration]] = {"welcome": DAY, "invitation": 3 * DAY}


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link as it is shown, once."""

    link: Link
    token: str

    @property
    def path(self) -> str:
        """Behind the server's address. What follows # is never sent, so no log has it."""
        return f"/{self.link.kind}#{self.token}"


class Links:
    """Links that wait to be opened."""

    def __init__(self, store: UserStore, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def make(
        self,
        kind: LinkKind,
        role: Role,
        name: str,
        by: str,
        login: str = "",
        places: Places = (),
    ) -> NewLink:
        """A new link; a new one for the owner takes the place of the last."""
        token, now = new_token(), self._clock.now()
        link = Link(
            token_hash(token, "link"), new_id("i"), kind, role, name, by, now,
            now + LASTS[kind], login, places,
        )  # fmt: skip
        with self._store.together():
            for one in self._store.links():
                if one.expires <= now or (kind == "welcome" and one.kind == kind):
                    self._store.take_link(one.hash)
            self._store.add_link(link)
        return NewLink(link, token)

    def waiting(self) -> list[Link]:
        """Invitations that may still be taken, in the order they were made."""
        now = self._clock.now()
        links = self._store.links()
        return [one for one in links if one.kind == "invitation" and one.expires > now]

    def find(self, kind: LinkKind, token: str) -> Link:
        """The link somebody opened.

        Raises:
            UsageFault: it was used, is too old, or never was.
        """
        hashed, now = token_hash(token, "link"), self._clock.now()
        for one in self._store.links():
            if one.hash == hashed and one.kind == kind and one.expires > now:
                return one
        raise UsageFault("link_spent")

    def take(self, link: Link) -> None:
        """Use it up.

        Raises:
            UsageFault: somebody was faster.
        """
        if not self._store.take_link(link.hash):
            raise UsageFault("link_spent")

    def withdraw(self, link_id: str) -> Link:
        """Take an invitation back.

        Raises:
            RequestFault: there is none with that id.
        """
        for one in self.waiting():
            if one.id == link_id and self._store.take_link(one.hash):
                return one
        raise RequestFault("no_such_invitation", status=404, found=link_id[:40])
