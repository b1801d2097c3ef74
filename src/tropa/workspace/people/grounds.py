"""Why somebody is erased and which kinds of data go: what an act says without saying whose.

The law wants an act to name the reason and the kinds of data that were destroyed; it must not
keep any of them. So a reason is one of a list, the paper behind it may not speak of the person,
and of names and contacts only their kinds are counted.
"""

import re
from collections.abc import Iterable
from typing import Final

from tropa.collect.contacts import NAMING_FIELDS
from tropa.errors import UsageFault
from tropa.event import Name
from tropa.keep.erasure import Grounds
from tropa.keep.names import Trait
from tropa.users.names import unseen
from tropa.workspace.people.mentions import Mentions

REASONS: Final = ("request", "withdrawn", "purpose", "unlawful", "authority", "other")
"""They asked; consent was withdrawn; the purpose was reached or the time is over; the data were
taken unlawfully; an authority demands it; something else."""
LONGEST: Final = 120

_ONE: Final = {
    "fullname": "name",
    "fio": "name",
    "patronymic": "middlename",
    "dateofbirth": "birthday",
    "reportedip": "ip",
    "telegramusername": "username",
}
_NAMES: Final = frozenset(("name", "firstname", "lastname", "middlename", "username"))
_SHORTEST: Final = 3
"""A shorter part of a name is a word like any other."""


def checked(grounds: Grounds) -> Grounds:
    """Grounds as they may stand in an act.

    Raises:
        UsageFault: there is no such reason, or the paper's name is too long.
    """
    if grounds.reason and grounds.reason not in REASONS:
        allowed = ", ".join(REASONS)
        raise UsageFault("unknown_reason", found=grounds.reason[:40], allowed=allowed)
    basis = " ".join(grounds.basis.split())
    if len(basis) > LONGEST or any(unseen(one) for one in basis):
        raise UsageFault("basis_length", limit=LONGEST)
    return Grounds(grounds.reason, basis)


def check_impersonal(grounds: Grounds, mentions: Mentions, traits: Iterable[Trait]) -> None:
    """See that the paper's name does not say who the person is.

    Raises:
        UsageFault: it does.
    """
    said = grounds.basis.casefold()
    words = set(re.findall(r"\w+", said))
    for one in traits:
        told = one.value.casefold()
        parts = re.findall(r"\w+", told) if _kind(one.name) in _NAMES else ()
        named = any(part in words for part in parts if len(part) >= _SHORTEST)
        if named or (len(told) >= _SHORTEST and told in said):
            raise UsageFault("basis_personal")
    if said and mentions.within(grounds.basis):
        raise UsageFault("basis_personal")


def kinds_of(names: Iterable[Name], traits: Iterable[Trait]) -> dict[str, int]:
    """Kinds of names and contacts, with how many values of each there are."""
    found: dict[str, set[str]] = {}
    for name in names:
        found.setdefault(name.kind.value, set()).add(name.value)
    named = frozenset(found)
    for one in traits:
        kind = _kind(one.name)
        # A phone somebody is known by is told once, however its field spelt it.
        if kind not in named:
            found.setdefault(kind, set()).add(one.value)
    return {kind: len(values) for kind, values in sorted(found.items())}


def _kind(field: str) -> str:
    """What a contact field holds, however it is spelt."""
    naming = NAMING_FIELDS.get(field)
    if naming is not None:
        return naming[0].value
    plain = re.sub(r"[^a-z]", "", field.lower())
    return _ONE.get(plain, plain)
