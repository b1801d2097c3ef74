"""The port of the book of names: names, what links them, and whom they belong to."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final, Protocol

from tropa.clock import Instant
from tropa.event import Name, NameKind

CONTACTS: Final = (NameKind.PHONE, NameKind.EMAIL, NameKind.MESSENGER, NameKind.CRM)
"""Names by which somebody can be turned to, or is known as a lead elsewhere."""


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name as the ledger knows it."""

    number: int
    name: Name
    person: int
    """The person: the smallest number among that person's names."""
    first: Instant
    public: bool
    """Only browsers have stated it."""
    shared: bool = False
    """Seen with too many people to join anybody."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two names one event bore, or an alias that says two names are one person's."""

    a: int
    b: int
    time: Instant
    key: int
    alias: bool
    public: bool
    id: int = 0
    outcome: str = ""
    """`joined`, or why not: `two_users`, `shared`, `apart`, `public_key`, …"""


@dataclass(frozen=True, slots=True)
class Login:
    """A stretch of a device's use by somebody who said who they are: no other came between."""

    device: int
    anchor: int
    first: Instant
    last: Instant


@dataclass(frozen=True, slots=True)
class DealSeen:
    """The earliest event that said whose a deal is."""

    deal: int
    anchor: int
    time: Instant
    key: int


@dataclass(frozen=True, slots=True)
class Trait:
    """A fact about a person, as stated by one event about one of their names."""

    number: int
    name: str
    value: str
    time: Instant
    source: str
    public: bool


@dataclass(frozen=True, slots=True)
class Numbers:
    """Names as numbers, and what that changed in the book."""

    of: Mapping[Name, int]
    new: frozenset[int]
    """Met for the first time."""
    changed: frozenset[int]
    """Known, and now known from an earlier instant, or not only from browsers."""


class NameBook(Protocol):
    """Names, what links them, and whom they belong to."""

    def transaction(self) -> AbstractContextManager[None]:
        """Everything inside is kept together or not at all."""
        ...

    def numbers(self, names: Sequence[tuple[Name, Instant, bool]]) -> Numbers:
        """Numbers of names, given where they are new.

        Each comes with the instant of an event that bore it and whether a browser said so.
        """
        ...

    def add_links(self, links: Sequence[Link]) -> list[int]:
        """Keep links; the numbers of names whose links changed."""
        ...

    def change_logins(self, removed: Iterable[Login], added: Iterable[Login]) -> None: ...

    def mark_shared(self, numbers: Iterable[int]) -> None:
        """Names that join nobody from now on; logins of such devices are let go."""
        ...

    def add_deals(self, deals: Sequence[DealSeen]) -> list[int]:
        """Keep who a deal was first seen with; the deals that changed."""
        ...

    def add_traits(self, traits: Sequence[Trait]) -> None: ...

    def get(self, numbers: Iterable[int]) -> dict[int, KnownName]: ...

    def persons(self, numbers: Iterable[int]) -> dict[int, int]:
        """Whose names of these numbers are; unknown numbers are left out."""
        ...

    def find(self, name: Name) -> KnownName | None: ...

    def links_of(self, numbers: Iterable[int]) -> list[Link]: ...

    def logins_of(self, devices: Iterable[int]) -> list[Login]: ...

    def logins_by(self, anchors: Iterable[int]) -> list[Login]: ...

    def deals(self, numbers: Iterable[int]) -> dict[int, DealSeen]: ...

    def deals_of(self, anchors: Iterable[int]) -> list[int]: ...

    def names_of(self, person: int) -> list[KnownName]: ...

    def names_of_all(self, persons: Iterable[int]) -> list[KnownName]:
        """Names of many persons at once."""
        ...

    def with_contact(self, persons: Sequence[int]) -> list[int]:
        """Of some persons those with a name among CONTACTS, in their order."""
        ...

    def traits_of(self, numbers: Iterable[int]) -> list[Trait]: ...

    def apart(self, numbers: Iterable[int]) -> set[tuple[int, int]]: ...

    def keep_apart(self, a: int, b: int, time: Instant) -> None: ...

    def let_join(self, a: int, b: int) -> bool:
        """Names kept apart may join again; whether they were apart."""
        ...

    def settle(
        self, persons: Mapping[int, int], outcomes: Mapping[int, str], shared: Iterable[int]
    ) -> None:
        """Names to persons, links to their outcomes, and names found to be shared."""
        ...

    def linked(self, outcome: str, limit: int) -> list[Link]:
        """Links of this outcome, newest first."""
        ...

    def link(self, number: int) -> Link | None:
        """A link by its number."""
        ...

    def shared(self, limit: int) -> list[KnownName]:
        """Names seen with too many people to join anybody, the newest first."""
        ...
