"""The next step with somebody, set, done or called off; and who looks after them.

A next step is a task: what is to be done, by when, by which role or by whom. It is kept as the
seller's own event, through the same door as everything that is told by hand, so that measures
of execution count it like any task, and it is taken back like anything told by hand.
"""

from collections.abc import Sequence
from typing import Any, Final, Literal

import msgspec

from tropa.errors import UsageFault
from tropa.event import Event
from tropa.map.document import Map
from tropa.measure.due import due_of
from tropa.moments import NoSuchMoment, read_moment
from tropa.workspace.answers import board_of
from tropa.workspace.intake.by_hand import LONGEST_TEXT, SOURCE, check_many, keep, names_of
from tropa.workspace.opening import Workspace
from tropa.workspace.tasks.noted import ASSIGNED_EVENT

DEFAULT_KIND: Final = "next_step"
_SHORT: Final = 200
_JSON: Final = msgspec.json.Encoder()


class Whom(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody, or a deal of theirs."""

    person: int
    deal: int = 0


class NewStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be done with some people."""

    id: str
    """The teller's own: told again under it, it is set once."""
    whom: tuple[Whom, ...]
    what: str
    due: str
    """A day, by whose end it is due, or a moment."""
    kind: str = ""
    role: str = ""
    owner: str = ""
    instead: str = ""
    """Of one person: the task that is called off for it."""


class StepOver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What became of a task."""

    id: str
    person: int
    task: str
    how: Literal["done", "cancelled"] = "done"
    reason: str = ""


class NewOwner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who looks after some people from now on; nobody where the name is empty."""

    id: str
    whom: tuple[Whom, ...]
    owner: str


def set_step(workspace: Workspace, map_id: str, step: NewStep, by: str) -> int:
    """Set the next step with some people, of all of them or of nobody; how many were new.

    Args:
        workspace: whose people.
        map_id: the map it is set on.
        step: what, by when, by whom.
        by: who sets it.

    Raises:
        UsageFault: nothing to be done, no such day, nobody meant.
        RequestFault: another thing was told under the same id.
        WorkspaceFault: no such map.
    """
    map_ = board_of(workspace, map_id).edition.map
    check_many(step.id, step.whom)
    if not step.what.strip():
        raise UsageFault("step_without_words")
    if step.instead and len(step.whom) != 1:
        raise UsageFault("field_wrong", field="instead")
    said = _fields(
        what=step.what,
        kind=step.kind or DEFAULT_KIND,
        due=_due(workspace, map_, step.due),
        role=step.role,
        owner=step.owner,
        by=by,
    )
    made = [
        _event(
            workspace,
            f"{step.id}-{at}",
            "task_created",
            whom,
            {"task": f"{step.id}-{at}"} | said,
        )
        for at, whom in enumerate(step.whom)
    ]
    if step.instead:
        off = _fields(task=step.instead, reason="moved", by=by)
        made.append(_event(workspace, f"{step.id}-off", "task_cancelled", step.whom[0], off))
    return keep(workspace, made)


def end_step(workspace: Workspace, map_id: str, over: StepOver, by: str) -> int:
    """A task is done, or called off; 1 when that was new.

    Raises:
        UsageFault: no task is named, or nobody has that number.
        RequestFault: another thing was told under the same id.
        WorkspaceFault: no such map.
    """
    board_of(workspace, map_id)
    check_many(over.id, [over.person])
    if not over.task.strip():
        raise UsageFault("field_wrong", field="task")
    said = _fields(task=over.task, reason=over.reason, by=by)
    whom = Whom(over.person)
    return keep(workspace, [_event(workspace, f"{over.id}-0", f"task_{over.how}", whom, said)])


def assign(workspace: Workspace, map_id: str, new: NewOwner, by: str) -> int:
    """Somebody looks after these people from now on; how many were new.

    Raises:
        UsageFault: nobody meant, or nobody has such a number.
        RequestFault: another thing was told under the same id.
        WorkspaceFault: no such map.
    """
    board_of(workspace, map_id)
    check_many(new.id, new.whom)
    said = {"owner": new.owner.strip()[:_SHORT]} | _fields(by=by)
    return keep(
        workspace,
        [
            _event(workspace, f"{new.id}-{at}", ASSIGNED_EVENT, whom, said)
            for at, whom in enumerate(new.whom)
        ],
    )


def _event(
    workspace: Workspace, event_id: str, name: str, whom: Whom, said: dict[str, Any]
) -> Event:
    now = workspace.clock.now()
    names = names_of(workspace, whom.person, whom.deal)
    return Event(
        id=event_id,
        source=SOURCE,
        time=now,
        name=name,
        names=names,
        properties=_JSON.encode(said | {"told_by_hand": True}),
        deal=names[1].value if len(names) > 1 else "",
        received=now,
    )


def _fields(**said: str) -> dict[str, Any]:
    """What was said at all."""
    most = {"what": LONGEST_TEXT}
    short = {name: one.strip()[: most.get(name, _SHORT)] for name, one in said.items()}
    return {name: one for name, one in short.items() if one}


def _due(workspace: Workspace, map_: Map, text: str) -> str:
    """A deadline as it is kept: a day as a day, a moment with its zone."""
    try:
        moment = read_moment(text.strip(), map_.zone) if text.strip() else None
    except NoSuchMoment:
        moment = None
    if moment is None:
        raise UsageFault("bad_moment", found=text[:60])
    if due_of(text.strip(), map_.zone) < workspace.clock.now():
        raise UsageFault("step_in_the_past", found=text[:60])
    return text.strip()


def people_of(whom: Sequence[Whom]) -> list[int]:
    """Their numbers, in order."""
    return [one.person for one in whom]
