"""Two texts of maps beside each other: editions of one map, or two maps of the workspace.

A variant is a map of its own that has the names or the titles of another one: «with sales» and
«without», one for each segment. What is told is how this one differs from the other, and which
names of the other are called otherwise here, so that numbers find each other.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from tropa.errors import UsageFault, WorkspaceFault
from tropa.map.compare import Difference, differences, other_names, titles_of
from tropa.map.edit.content import Content
from tropa.workspace.drafts.draft import content, open_draft
from tropa.workspace.opening import Workspace

Which: TypeAlias = int | Literal["draft", "latest"]
"""An edition by its number; `latest` is the draft where nothing was published."""


@dataclass(frozen=True)
class Side:
    """One of the two."""

    map: str
    edition: int | None
    """None for the draft."""
    title: str
    content: Content


@dataclass(frozen=True)
class Compared:
    """How this differs from the other."""

    this: Side
    other: Side
    differences: tuple[Difference, ...]
    names: dict[str, str]
    """What elements of the other that have another name here are called here."""


def compare(this: Side, other: Side) -> Compared:
    """How one text of a map differs from another."""
    names = other_names(other.content, this.content)
    found = differences(other.content, this.content)
    if this.map != other.map:
        # Two maps are called differently by themselves: that is no difference between them.
        found = [one for one in found if one.path not in (("map",), ("title",))]
    return Compared(this, other, tuple(found), names)


def side(workspace: Workspace, map_id: str, which: Which) -> Side:
    """A text of a map.

    Raises:
        WorkspaceFault: no such map, or its text cannot be read.
        UsageFault: no such edition.
    """
    draft = open_draft(workspace, map_id)
    number = which if isinstance(which, int) else None
    if which == "latest":
        editions = workspace.ledger.catalogue.editions(map_id)
        number = editions[-1].number if editions else None
    data = draft.data if number is None else workspace.maps.edition(map_id, number)
    if data is None:
        raise UsageFault("no_such_edition", found=number, map=map_id)
    said = content(data)
    if said is None:
        raise WorkspaceFault("unreadable_to_compare", map=map_id)
    title = said.get("title") if isinstance(said, dict) else None
    return Side(map_id, number, title if isinstance(title, str) and title else map_id, said)


def titles(compared: Compared) -> dict[str, str]:
    """What people call everything on either side; this one's word counts."""
    return titles_of(compared.other.content) | titles_of(compared.this.content)
