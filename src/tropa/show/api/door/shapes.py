"""What is answered about accounts: who asks, who else works here, what was done."""

from typing import Literal

from tropa.show.api.shapes import Shape
from tropa.users.rights import Right, Role


class User(Shape):
    """Whoever is signed in."""

    id: str
    name: str
    login: str
    role: Role
    rights: list[Right]


class Me(Shape):
    """Who asks, and what they may."""

    user: User | None
    open: bool
    """Nobody has an account, and everybody here may do everything."""
    accounts: bool
    """Somebody has an account."""
    rights: list[Right]
    language: Literal["ru", "en"]
    workspaces: list[str]


class Account(Shape):
    """An account, without anything that opens it."""

    id: str
    name: str
    login: str
    role: Role
    places: dict[str, Role]
    """In a home: workspaces with the role in each; none is all."""
    disabled: bool
    created: str
    last_seen: str | None
    you: bool


class Invitation(Shape):
    """An invitation that waits."""

    id: str
    role: Role
    name: str
    login: str
    """The only login it makes an account of; any, where it is empty."""
    places: dict[str, Role]
    created: str
    expires: str


class InvitationMade(Invitation):
    """A new invitation; its link is told this once."""

    link: str


class InvitationGone(Shape):
    """An invitation taken back."""

    id: str


class RoleRights(Shape):
    """What a role may."""

    role: Role
    rights: list[Right]


class Staff(Shape):
    """Everybody, the invitations that wait, what each role may."""

    users: list[Account]
    invitations: list[Invitation]
    workspaces: list[str]
    """Of the home."""
    roles: list[RoleRights]


class DeedOf(Shape):
    """Whoever did something."""

    id: str
    name: str
    login: str


class Deed(Shape):
    """Something that was done."""

    id: int
    at: str
    who: DeedOf | None
    """Null where nobody has such an account any more, or ever had."""
    how: str
    what: str
    about: str
    about_name: str
    address: str
    details: dict[str, str]


class Journal(Shape):
    """Who did what, the newest first."""

    entries: list[Deed]
    next: int | None
    """`before` of the next page; null on the last one."""
