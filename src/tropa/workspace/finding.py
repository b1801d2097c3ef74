"""The person a name means, however the name is written."""

import re
from typing import Final

from tropa.clock import FOREVER
from tropa.collect.said import names_meant
from tropa.errors import UsageFault
from tropa.event import Name, NameKind
from tropa.keep.erasure import mark_in
from tropa.keep.names import KnownName
from tropa.workspace.opening import Workspace

_NUMBER: Final = re.compile(r"(?:№|No\.) ?(\d{1,18})$", re.ASCII)


def find_person(workspace: Workspace, text: str) -> int:
    """The person a name means: `kind:value`, an e-mail, a phone, any id, the number of a deal.

    Raises:
        UsageFault: nobody is known by it.
    """
    for name in _names_meant(text):
        known = workspace.ledger.names.find(name)
        if known is not None:
            return _person_of(workspace, known)
    raise UsageFault("nobody_known", found=text)


def find_shown(workspace: Workspace, text: str) -> int:
    """The person a name means, or the one screens tell by that number: `№17`, `No. 17`.

    Raises:
        UsageFault: nobody is known by it.
    """
    try:
        return find_person(workspace, text)
    except UsageFault:
        own = _NUMBER.search(text)
        number = int(own[1]) if own else 0
        if not number or not workspace.ledger.names.get(workspace.persons.names_of(number)):
            raise
        return number


def _person_of(workspace: Workspace, known: KnownName) -> int:
    """Whose a name is: a device is its latest owner's, a deal whose it was first seen with."""
    persons = workspace.persons
    if known.name.kind is NameKind.ANONYMOUS:
        return persons.owners(known.number).at(FOREVER - 1)
    anchor = persons.deal_anchor(known.number) if known.name.kind is NameKind.DEAL else 0
    return persons.person(anchor) if anchor else known.person


def _names_meant(text: str) -> list[Name]:
    # What a mark stands for, it does not say: it may be a name of any kind.
    mark = mark_in(text)
    return names_meant(text) if mark is None else [Name(kind, mark) for kind in NameKind]
