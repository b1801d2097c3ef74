"""Ports and records of the people who use the product: accounts, sessions, links, the journal.

Secrets come here only as hashes: of a password by a slow function, of a random id by a quick
one. The hash of a password is no part of `User`, so that no answer can carry it by accident.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from tropa.clock import Instant
from tropa.users.rights import Role

Places: TypeAlias = tuple[tuple[str, Role], ...]
"""Workspaces of a home by name, each with the role somebody has there; none means all."""

LinkKind: TypeAlias = Literal["welcome", "invitation"]


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who uses the product."""

    id: str
    login: str
    """As it was typed when the account was made; compared by its key."""
    name: str
    role: Role
    disabled: bool
    created: Instant
    seen: Instant = 0
    """When they were last here, to within a few minutes; 0 is never."""
    places: Places = ()
    """Where they may come, and as whom; where nothing stands, everywhere by their role."""

    def role_in(self, place: str) -> Role | None:
        """What they are in a workspace; None where they may not come."""
        return dict(self.places).get(place) if self.places else self.role


@dataclass(frozen=True, slots=True)
class Session:
    """A browser somebody signed in with."""

    hash: bytes
    user: str
    created: Instant
    seen: Instant
    address: str
    """Where it was begun from."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link that makes one account: of the owner at first start, or of somebody invited."""

    hash: bytes
    id: str
    kind: LinkKind
    role: Role
    name: str
    """Whom it is meant for; may be empty."""
    by: str
    """The user who made it; empty from the terminal."""
    created: Instant
    expires: Instant
    login: str = ""
    """The only login it makes an account of; any, where it is empty."""
    places: Places = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the journal: who did what, when, from where."""

    at: Instant
    who: str
    """A user; empty where it was nobody with an account."""
    how: str
    """By what they were let in: account, token, open, terminal, or stranger."""
    what: str
    about: str
    """Whom or what it was done to; may be empty."""
    address: str
    details: Mapping[str, str] = field(default_factory=dict[str, str])
    id: int = 0


class UserStore(Protocol):
    """Where all of that is kept. Whatever changes something is on disk when it returns."""

    def together(self) -> AbstractContextManager[None]:
        """Everything inside is kept, or none of it."""
        ...

    # ------------------------------------------------------------ accounts

    def users(self) -> list[User]:
        """Everybody, in the order they came."""
        ...

    def by_login(self, key: str) -> User | None:
        """Whose login has this key."""
        ...

    def add(self, user: User, key: str, password: str) -> bool:
        """Keep a new account; False when its login is taken."""
        ...

    def change(self, user: User) -> None:
        """Keep another name, role or state of an account."""
        ...

    def password(self, user: str) -> str:
        """The hash of an account's password."""
        ...

    def set_password(self, user: str, password: str) -> None: ...

    # ------------------------------------------------------------ sessions

    def sessions(self) -> list[Session]: ...

    def begin(self, session: Session) -> None: ...

    def touch(self, session: Session) -> None:
        """Keep that a session, and with it its user, was here."""
        ...

    def end(self, hashes: list[bytes]) -> None: ...

    def shut(self) -> None:
        """End every session and every link: a copy opens to nobody it was open to."""
        ...

    # ------------------------------------------------------------ links

    def links(self) -> list[Link]: ...

    def add_link(self, link: Link) -> None: ...

    def take_link(self, hashed: bytes) -> bool:
        """Use a link up; False when it is there no more."""
        ...

    # ------------------------------------------------------------ journal

    def note(self, deed: Deed) -> None:
        """Add a line; none is ever changed or removed."""
        ...

    def deeds(self, before: int, limit: int) -> list[Deed]:
        """Lines before a line's number, newest first; 0 is from the newest."""
        ...

    def deeds_done(self, what: Sequence[str], about: str = "") -> list[Deed]:
        """Lines of these deeds, the earliest first: about somebody, or all of them."""
        ...
