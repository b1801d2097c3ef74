"""Which tasks are open and what follows with somebody, one by one (domain 2.2, 2.5.3)."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """One event of a task."""

    person: int
    deal: int
    task: int
    at: int
    ends: bool
    due: int | None


@dataclass(frozen=True)
class Journey:
    """Whose steps are asked for; deal 0 where the person walks."""

    person: int
    deal: int


def open_notes(notes: Sequence[Note], as_of: int) -> list[int]:
    """Places of the creations of open tasks, rising."""
    known = [(at, one) for at, one in enumerate(notes) if one.at <= as_of]
    found: list[int] = []
    for task in {(one.person, one.task) for _, one in known}:
        mine = [(at, one) for at, one in known if (one.person, one.task) == task]
        created = [(at, one) for at, one in mine if not one.ends]
        if created and not any(one.ends for _, one in mine):
            found.append(min(created, key=earliest)[0])
    return sorted(found)


def earliest(placed: tuple[int, Note]) -> tuple[int, float, int]:
    at, one = placed
    return one.at, float("inf") if one.due is None else one.due, at


def next_of(journey: Journey, notes: Sequence[Note], opened: Sequence[int]) -> int | None:
    """The place among the open tasks of the next step of a journey."""
    best: tuple[float, int, int] | None = None
    for place, at in enumerate(opened):
        one = notes[at]
        others = journey.deal and one.deal and one.deal != journey.deal
        if one.person != journey.person or others:
            continue
        rank = (float("inf") if one.due is None else one.due), one.at, place
        best = rank if best is None else min(best, rank)
    return None if best is None else best[2]


def when(due: int | None, now: int, today_ends: int, tomorrow_ends: int) -> str:
    """On which day a step stands."""
    if due is None:
        return "later"
    if due < now:
        return "overdue"
    if due <= today_ends:
        return "today"
    return "tomorrow" if due <= tomorrow_ends else "later"
