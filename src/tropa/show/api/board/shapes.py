"""What the board answers: stages with their cards, tasks by day, the inbox."""

from typing import Literal, TypeAlias

from msgspec import UNSET, UnsetType

from tropa.show.api.shapes import Edition, Shape, Someone

When: TypeAlias = Literal["none", "overdue", "today", "tomorrow", "later"]


class StepFacts(Shape):
    """A task: what is to be done, by when, by whom."""

    id: str
    what: str
    kind: str
    role: str | None
    role_title: str | None
    owner: str | None
    created: str
    due: str | None


class CardFacts(Someone):
    """Somebody on a stage of the board."""

    deal: int | None
    owner: str | None
    """Who looks after them."""
    since: str
    due: str | None
    """When silence ends the journey here."""
    amount: int | None
    """In minor units of the map's currency."""
    stated: bool
    """The amount was said, not paid."""
    late: bool
    step: StepFacts | None
    paused: str | None
    """Until when a planned pause lasts, where nothing else is planned."""
    when: When | None
    """What follows; null where nobody has talked with them yet."""
    why: str
    """The move that led here, in words."""


class ByWhen(Shape):
    """How many have such a next step."""

    none: int
    overdue: int
    today: int
    tomorrow: int
    later: int


class StageFacts(Shape):
    """A stage of the board with the first of its cards."""

    id: str
    title: str
    zone: str | None
    counted_only: bool
    count: int
    matching: int
    """Of them, those with such a next step as is asked for."""
    sum: int
    late: int
    steps: ByWhen
    norm: int | None
    """Microseconds."""
    lost_after: int | None
    """Microseconds."""
    owner: str | None
    role: str | None
    rule: str
    """Who gets onto the stage, in words."""
    cards: list[CardFacts]


class BoardFacts(Shape):
    """The board of a map as of now."""

    stages: list[StageFacts]


class BoardHow(Shape):
    """How the board was made."""

    as_of: str
    edition: Edition
    currency: str
    timezone: str
    unit: Literal["person", "deal"]
    cards: int
    """Cards of a stage shown at once."""
    sums: Literal["stated", "paid"]


class TaskFacts(Someone):
    """Something to be done with somebody."""

    deal: int | None
    stage: str | None
    stage_title: str | None
    due: str | None
    step: StepFacts | None
    """Null where the map itself demands a first answer: then the role stands beside."""
    role: str | UnsetType | None = UNSET
    role_title: str | UnsetType | None = UNSET
    owner: str | UnsetType | None = UNSET


class TaskDay(Shape):
    """Tasks of a day, or of the days before or after."""

    when: Literal["overdue", "today", "tomorrow", "later"]
    count: int
    tasks: list[TaskFacts]


class RoleCount(Shape):
    """A role of the map and its tasks."""

    id: str
    title: str
    count: int


class OwnerCount(Shape):
    """Somebody and their tasks."""

    name: str
    count: int


class TaskList(Shape):
    """What is to be done."""

    days: list[TaskDay]
    roles: list[RoleCount]
    owners: list[OwnerCount]


class TasksHow(Shape):
    """How the list of tasks was made."""

    as_of: str
    edition: Edition
    timezone: str
    tasks: int
    """Tasks of a day shown at once."""


class RoleName(Shape):
    """A role of the map."""

    id: str
    title: str


class Team(Shape):
    """To whom a task may be given."""

    roles: list[RoleName]
    people: list[str]
    me: str | None


class TeamHow(Shape):
    """In which zone days are meant."""

    timezone: str


class ManyDone(Shape):
    """How many of several people it was new of."""

    new: int
    of: int


class ManyTakenBack(Shape):
    """Of how many people it never was."""

    of: int


class Contact(Shape):
    """An address somebody can be reached at."""

    kind: str
    value: str


class UnsortedFacts(Someone):
    """Somebody the map does not know what to make of."""

    contacts: list[Contact]
    events: int
    event: str
    """The latest, in words."""
    at: str


class Inbox(Shape):
    """People to be sorted, the latest first."""

    people: list[UnsortedFacts]
    more: bool
    """There are others."""


class InboxHow(Shape):
    """As of when."""

    as_of: str
    timezone: str


class WhoTurnedAway(Shape):
    """Who is none of ours."""

    person: int


class WhoLinked(Someone):
    """Who two people are now."""

    names: list[int]
    """What sets them apart again."""
