"""Who asks: somebody signed in, a program with the token, or whoever sits at this machine."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from tropa.users.rights import EVERYTHING, Need, Right, rights_of
from tropa.users.store import User

How: TypeAlias = Literal["account", "token", "open", "terminal", "stranger"]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, by what they were let in, and from where."""

    how: How
    rights: frozenset[Right]
    user: User | None = None
    address: str = ""

    def may(self, need: Need) -> bool:
        """Whether they may do what asks for this."""
        if need == "anyone":
            return True
        if need == "signed_in":
            return self.how != "stranger"
        if need == "unstated":
            return self.rights == EVERYTHING
        return need in self.rights

    @property
    def id(self) -> str:
        """The user's; empty where there is none."""
        return self.user.id if self.user else ""

    @property
    def name(self) -> str:
        """What the user is called; empty where there is none."""
        return self.user.name if self.user else ""


TERMINAL: Final = Asker("terminal", EVERYTHING)
"""Whoever may run commands on the folder owns it anyway."""


def signed_in(user: User, address: str, place: str = "") -> Asker:
    """Somebody with an account, in a workspace; they may do what they are there."""
    role = user.role_in(place)
    return Asker("account", rights_of(role) if role else frozenset(), user, address)


def stranger(address: str) -> Asker:
    """Somebody nobody knows yet."""
    return Asker("stranger", frozenset(), None, address)


def let_in(how: Literal["token", "open"], address: str) -> Asker:
    """A program with the token, or whoever asks while there are no accounts on this machine."""
    return Asker(how, EVERYTHING, None, address)
