"""What people are called on a board: many at once, by what they said themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tropa.event import Name
from tropa.keep.names import KnownName, Trait
from tropa.workspace.opening import Workspace
from tropa.workspace.people.figures import best_name

_WHOLE: Final = ("full name", "fullname", "fio", "name")
_FIRST, _LAST = ("first name", "firstname"), ("last name", "lastname")
LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Called:
    """What somebody is called."""

    stated: str
    """As they are called by people; empty where nobody said it."""
    name: Name | None
    """The best of the names their events bear."""


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
        person: Called(_stated(traits.get(person, {})), best_name(_alive(some)))
        for person, some in known.items()
    }


def _alive(names: Iterable[KnownName]) -> list[KnownName]:
    some = list(names)
    return [one for one in some if not one.shared] or some


def _learn(traits: dict[str, str], trait: Trait) -> None:
    name = trait.name.replace("_", " ").replace("-", " ").lower().strip()
    value = " ".join(trait.value.strip().strip('"').split())
    # Later ones come later: the last to be stated stands.
    if value and value != "null":
        traits[name] = value[:LONGEST]


def _stated(traits: Mapping[str, str]) -> str:
    def first(names: Iterable[str]) -> str:
        return next((traits[one] for one in names if one in traits), "")

    return first(_WHOLE) or f"{first(_FIRST)} {first(_LAST)}".strip()
