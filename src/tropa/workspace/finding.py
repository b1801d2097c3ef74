"""The person a name means, however the name is written."""

from tropa.clock import FOREVER
from tropa.collect.names import normal_email, normal_phone
from tropa.errors import UsageFault
from tropa.event import Name, NameKind
from tropa.keep.names import KnownName
from tropa.workspace.opening import Workspace


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


def _person_of(workspace: Workspace, known: KnownName) -> int:
    """Whose a name is: a device is its latest owner's, a deal whose it was first seen with."""
    persons = workspace.persons
    if known.name.kind is NameKind.ANONYMOUS:
        return persons.owners(known.number).at(FOREVER - 1)
    anchor = persons.deal_anchor(known.number) if known.name.kind is NameKind.DEAL else 0
    return persons.person(anchor) if anchor else known.person


def _names_meant(text: str) -> list[Name]:
    kind, _, value = text.partition(":")
    if value and kind in set(NameKind):
        return [Name(NameKind(kind), value)]
    found = [Name(NameKind.USER, text), Name(NameKind.CRM, text)]
    email, phone = normal_email(text), normal_phone(text)
    if email is not None:
        found.append(Name(NameKind.EMAIL, email))
    if phone is not None:
        found.append(Name(NameKind.PHONE, phone))
    others = (NameKind.MESSENGER, NameKind.DEAL, NameKind.ANONYMOUS)
    return found + [Name(one, text) for one in others]
