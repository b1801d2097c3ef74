"""What there is to be allowed, and what each role may do: one table, read at each request.

A role is what somebody is in the company. Whoever works with people sees their contacts;
whoever only looks at numbers does not. People who use the product, what they did, and erasing
somebody for good are the owner's.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args

from tropa.errors import UsageFault

Right: TypeAlias = Literal[
    "map.read",
    "map.comment",
    "map.edit",
    "map.publish",
    "people.read",
    "people.work",
    "people.export",
    "people.erase",
    "events.import",
    "questions.ask",
    "keys.manage",
    "users.manage",
]
"""`people.read` shows people with their contacts, `people.work` moves them and takes notes,
`people.export` takes them away as a file."""

Need: TypeAlias = Right | Literal["anyone", "signed_in", "unstated"]
"""What an address asks for. Where nobody said it, only the owner is let in."""

Role: TypeAlias = Literal[
    "owner", "marketer", "seo", "seller", "manager", "service", "analyst", "viewer"
]

RIGHTS: Final[tuple[Right, ...]] = get_args(Right)
ROLES: Final[tuple[Role, ...]] = get_args(Role)
EVERYTHING: Final = frozenset(RIGHTS)

_WORKS_WITH_PEOPLE: Final[tuple[Right, ...]] = (
    "map.read",
    "map.comment",
    "people.read",
    "people.work",
)

_MAY: Final[Mapping[Role, frozenset[Right]]] = MappingProxyType(
    {
        "owner": EVERYTHING,
        "marketer": EVERYTHING - {"people.erase", "users.manage"},
        "seo": frozenset[Right](("map.read", "map.comment", "map.edit", "questions.ask")),
        "seller": frozenset(_WORKS_WITH_PEOPLE),
        "manager": frozenset[Right](
            ("people.export", "events.import", "questions.ask", *_WORKS_WITH_PEOPLE)
        ),
        "service": frozenset(_WORKS_WITH_PEOPLE),
        "analyst": frozenset[Right](
            ("map.read", "map.comment", "people.read", "events.import", "questions.ask")
        ),
        "viewer": frozenset[Right](("map.read",)),
    }
)


def rights_of(role: Role) -> frozenset[Right]:
    """Everything a role may do."""
    return _MAY[role]


def in_order(rights: frozenset[Right]) -> list[Right]:
    """Rights in the one order they are listed in."""
    return [one for one in RIGHTS if one in rights]


def as_role(text: str) -> Role:
    """The role of a name.

    Raises:
        UsageFault: there is no such role.
    """
    for role in ROLES:
        if role == text:
            return role
    raise UsageFault("unknown_role", found=text[:40], allowed=", ".join(ROLES))
