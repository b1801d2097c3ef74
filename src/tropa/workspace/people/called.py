"""What people are called, wherever they are shown.

By the name that was said of them; else by a name of some system that a person can read; else by
an e-mail or a phone. Who has nothing but numbers of systems is called by nothing: the reader is
told so, with the person's own number (`tropa.show.called_words`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tropa.event import Name, NameKind
from tropa.keep.erasure import ERASED, is_erased
from tropa.keep.names import KnownName, Trait
from tropa.workspace.opening import Workspace
from tropa.workspace.people.figures import best_name

_WHOLE: Final = ("full name", "fullname", "fio", "name")
_FIRST, _LAST = ("first name", "firstname"), ("last name", "lastname")
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_READABLE: Final = re.compile(r"[^\x00-\x7f]|\s|@")
"""Letters people write in, a space, an address: numbers of systems have none of these."""
_SYSTEMS: Final = (NameKind.USER, NameKind.CRM, NameKind.MESSENGER)
_CONTACTS: Final = (NameKind.EMAIL, NameKind.PHONE)
LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Called:
    """What somebody is called."""

    person: int
    stated: str
    """What people know them by; empty where only systems know them."""
    name: Name | None
    """The best of the names their events bear."""

    @property
    def known_as(self) -> str:
        """The best of their names as it came, else the person's own number."""
        return self.name.value if self.name else f"№{self.person}"


def called(workspace: Workspace, person: int) -> Called:
    """What somebody is called."""
    return called_all(workspace, [person])[person]


def called_all(workspace: Workspace, persons: Sequence[int]) -> dict[int, Called]:
    """What people are called, all looked up at once."""
    known: dict[int, list[KnownName]] = {person: [] for person in persons}
    for one in workspace.ledger.names.names_of_all(persons):
        known[one.person].append(one)
    owner = {one.number: person for person, some in known.items() for one in some}
    traits: dict[int, dict[str, str]] = {}
    for trait in workspace.ledger.names.traits_of(owner):
        _learn(traits.setdefault(owner[trait.number], {}), trait)
    return {
        person: _called(person, _alive(some), traits.get(person, {}))
        for person, some in known.items()
    }


def someone_json(one: Called) -> dict[str, Any]:
    """Somebody under names that people and scripts may rely on."""
    return {
        "person": one.person,
        "called": one.stated,
        "name": one.known_as,
        "name_kind": one.name.kind.value if one.name else None,
    }


def _called(person: int, names: list[KnownName], traits: Mapping[str, str]) -> Called:
    stated = _stated(traits) or _readable(names) or _contact(names)
    return Called(person, stated, best_name(names))


def _alive(names: Iterable[KnownName]) -> list[KnownName]:
    """Names not erased; those of many people only where there are no others."""
    some = [one for one in names if not is_erased(one.name)]
    return [one for one in some if not one.shared] or some


def _learn(traits: dict[str, str], trait: Trait) -> None:
    name = trait.name.replace("_", " ").replace("-", " ").lower().strip()
    value = " ".join(trait.value.strip().strip('"').split())
    # Later ones come later: the last to be stated stands.
    if value and value != "null" and not value.startswith(ERASED):
        traits[name] = value[:LONGEST]


def _stated(traits: Mapping[str, str]) -> str:
    def first(names: Iterable[str]) -> str:
        return next((traits[one] for one in names if _LETTERS.search(traits.get(one, ""))), "")

    return first(_WHOLE) or f"{first(_FIRST)} {first(_LAST)}".strip()


def _readable(names: Iterable[KnownName]) -> str:
    """A name in some system that says who it is, the best one first."""
    named = (one for one in names if one.name.kind in _SYSTEMS)
    best = best_name(one for one in named if _READABLE.search(one.name.value))
    return best.value[:LONGEST] if best else ""


def _contact(names: Iterable[KnownName]) -> str:
    """An e-mail, else a phone."""
    best = best_name(one for one in names if one.name.kind in _CONTACTS)
    return best.value if best else ""
