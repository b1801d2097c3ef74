"""What was told by hand never was: an event that voids it goes through the same door."""

from collections.abc import Sequence

from tropa.errors import UsageFault
from tropa.event import TAKEN_BACK, Event
from tropa.workspace.answers import board_of
from tropa.workspace.intake.by_hand import ID, SOURCE, check_many, keep, names_of
from tropa.workspace.opening import Workspace


def take_back(workspace: Workspace, map_id: str, told_id: str, person: int) -> int:
    """What was told never was; whose it had been.

    Raises:
        UsageFault: nobody has that number.
    """
    board_of(workspace, map_id)
    if not ID.fullmatch(told_id):
        raise UsageFault("field_wrong", field="id")
    keep(workspace, [_void(workspace, told_id, person)])
    return person


def take_back_many(
    workspace: Workspace,
    map_id: str,
    told_id: str,
    persons: Sequence[int],
    more: Sequence[str] = (),
) -> None:
    """What was told of several people at once never was.

    Args:
        workspace: whose people.
        map_id: the map it was told on.
        told_id: under which id.
        persons: of whom, in the order it was told in.
        more: ends of the ids of what else was told of the first of them.
    """
    board_of(workspace, map_id)
    check_many(told_id, persons)
    ends = [*map(str, range(len(persons))), *more]
    whose = [*persons, *[persons[0]] * len(more)]
    keep(
        workspace,
        [
            _void(workspace, f"{told_id}-{end}", one)
            for end, one in zip(ends, whose, strict=True)
        ],
    )


def _void(workspace: Workspace, told_id: str, person: int) -> Event:
    now = workspace.clock.now()
    return Event(
        id=f"{told_id}-void",
        source=SOURCE,
        time=now,
        name=TAKEN_BACK,
        names=names_of(workspace, person),
        voids=told_id,
        received=now,
    )
