"""What is answered about people: lists, a person's page, merges, notes, erasures."""

from typing import Literal

from msgspec import UNSET, UnsetType, field

from tropa.show.api.shapes import Edition, Shape, Someone


class Listed(Someone):
    """Somebody in a list of people."""

    emails: list[str]
    phones: list[str]
    deal: str | None
    stage: str
    status: Literal["active", "lost", "closed", ""]
    """Empty, as the stage is, of who was never on the map."""
    since: str | None
    won_at: str | None


class ListedPeople(Shape):
    """The first of a list, and how many they are."""

    count: int
    people: list[Listed]


class ListedHow(Shape):
    """Whom the list counts."""

    map: str
    figure: str
    title: str
    definition: str
    as_of: str
    edition: Edition


class KnownName(Shape):
    """A name somebody goes by, since when."""

    kind: str
    value: str
    first: str


class Trait(Shape):
    """What was said of somebody, by which event, from which source."""

    name: str
    value: str | int | float | bool
    at: str
    event: str
    source: str | None


class StoryEntry(Shape):
    """A move of a journey, or a touch."""

    at: str
    kind: str
    stage: str | None
    from_: str | None = field(name="from")
    event: str | None
    touchpoint: str | None
    reason: str | None
    until: str | None
    two_way: bool
    by_hand: bool
    """Somebody of the team put them there."""
    by: str | None
    """Who it was, where that is known."""


class Journey(Shape):
    """Somebody's journey on a map, or a deal's."""

    map: str
    edition: Edition
    deal: int | None
    lap: int
    status: Literal["active", "lost", "closed"]
    stage: str | None
    since: str | None
    won_at: str | None
    lost_at: str | None
    next: StoryEntry | None
    """What comes by itself if nothing happens."""
    story: list[StoryEntry]


class EntryWords(Shape):
    """An entry of a story in words."""

    what: str
    why: str
    side: Literal["buyer", "seller"] | None
    channel: str | None


class JourneyWords(Shape):
    """A journey in words."""

    map: str
    timezone: str
    stage: str | None
    status: str
    deal: str | None
    owner: str | None
    standing: str
    rule: str
    next: str
    next_what: str | None
    next_why: str | None
    story: list[EntryWords]


class PersonWords(Shape):
    """A person in the reader's language."""

    called: str
    names: list[str]
    traits: list[str]
    told_by: list[str]
    """The event that told each of the traits."""
    maps: list[JourneyWords]


class SaidName(Shape):
    """A name, with its kind in the reader's language."""

    kind: str
    value: str
    said: str


class Merge(Shape):
    """Two names that are one person's, or were until somebody set them apart."""

    id: int
    a: SaidName
    b: SaidName
    at: str
    why: Literal["event", "alias"]
    undone: bool


class MergeApart(Merge):
    """A merge, with the names of each of the people there would be without it."""

    people: list[list[SaidName]]


class Judged(Shape):
    """Whose the names of a merge are now."""

    id: int
    people: list[Someone]


class Note(Shape):
    """What somebody wrote down about a person."""

    id: str
    at: str
    who: str | None
    """Nobody where there are no accounts."""
    text: str
    removable: bool
    """Whoever asks may take it away."""


class Person(Shape):
    """All that is known of a person."""

    person: int
    names: list[KnownName]
    events: int
    suspected_bot: bool
    maps: list[Journey]
    traits: list[Trait]
    erased: str | None
    """When they were erased."""
    merges: list[Merge]
    notes: list[Note]
    words: PersonWords


class AsOf(Shape):
    """As of when."""

    as_of: str


class Erased(Shape):
    """An act of erasing, without anything personal."""

    id: int
    person: int
    at: str
    by: str | None
    by_name: str
    """What they were called who erased."""
    reason: str
    """Why, of the reasons there are; empty where nobody said it."""
    basis: str
    """The paper behind it."""
    names: int
    events: int
    what: dict[str, int]
    """Kinds of data, and how many of each went."""
    finished: str | None
    """Null while what was written before is still being rewritten."""


class CopyTaken(Shape):
    """What may still hold somebody who was erased: a file taken away, a backup."""

    at: str
    by: str | None
    how: str
    form: str | UnsetType = UNSET
    """Of a file: its kind."""
    figure: str | UnsetType = UNSET
    """Of a list: whom it counts."""
    people: str | UnsetType = UNSET
    """Of a list: how many they were."""
    file: str | UnsetType = UNSET
    """Of a backup."""
    workspace: str | UnsetType = UNSET


class ErasedAct(Erased):
    """An act of erasing, with what was taken away before it."""

    taken: list[CopyTaken]
    """Files with all about this person."""
    lists: list[CopyTaken]
    """Lists they may have been in."""
    backups: list[CopyTaken]
