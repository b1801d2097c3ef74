"""The board's tasks: what is to be done by day, and the next step set, done, called off."""

from typing import Any, Final

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.clock import FOREVER, iso
from tropa.map.document import Map
from tropa.show.api.board.board import role_title, step_json
from tropa.show.api.door.askers import asker
from tropa.show.api.incoming import read_fields
from tropa.show.api.intake.by_hand import stage_title
from tropa.show.api.question import question_of
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.users.rights import rights_of
from tropa.workspace.answers import board_of
from tropa.workspace.board.next_steps import (
    NewOwner,
    NewStep,
    StepOver,
    Whom,
    assign,
    end_step,
    people_of,
    set_step,
)
from tropa.workspace.board.task_list import NOWHERE, SHOWN, Task, TaskList, ask_tasks
from tropa.workspace.intake.by_hand import Told, tell_of_many
from tropa.workspace.intake.taking_back import take_back_many
from tropa.workspace.people.called import someone_json

LONGEST: Final = 64 * 1024
"""Bytes of a request: hundreds of people with a line about each."""


async def tasks(site: Site, request: Request) -> Response:
    """What is to be done: overdue, today, tomorrow, later; by role and by owner."""
    map_id, asked = request.path_params["map"], request.query_params

    def work() -> Response:
        question = question_of(request, board_of(site.workspace, map_id).edition.map)
        role, owner = asked.get("role"), asked.get("owner")
        found = ask_tasks(site.workspace, map_id, question, role, owner)
        return answer(_list_json(found), _how(found))

    return await run_in_threadpool(work)


def _how(found: TaskList) -> dict[str, Any]:
    map_ = found.asked.map
    return {
        "as_of": iso(found.asked.as_of, map_.zone),
        "edition": found.edition or "draft",
        "timezone": map_.timezone,
        "tasks": SHOWN,
    }


def _list_json(found: TaskList) -> dict[str, Any]:
    map_ = found.asked.map
    return {
        "days": [
            {
                "when": one.when,
                "count": one.count,
                "tasks": [_task_json(task, map_) for task in one.tasks],
            }
            for one in found.days
        ],
        "roles": [
            {"id": role, "title": role_title(role, map_), "count": count}
            for role, count in sorted(found.roles.items(), key=lambda one: (-one[1], one[0]))
        ],
        "owners": [
            {"name": name, "count": count}
            for name, count in sorted(found.owners.items(), key=lambda one: (-one[1], one[0]))
        ],
    }


def _task_json(task: Task, map_: Map) -> dict[str, Any]:
    stage = None if task.stage == NOWHERE else map_.stages[task.stage]
    role = stage.owner if stage is not None else None
    answering = {"role": role, "role_title": role_title(role, map_) or None, "owner": None}
    return {
        **someone_json(task.called),
        "deal": task.deal or None,
        "stage": stage.id if stage else None,
        "stage_title": stage.title if stage else None,
        "due": None if task.deadline == FOREVER else iso(task.deadline, map_.zone),
        "step": None if task.step is None else step_json(task.step, map_),
        **({} if task.step else answering),
    }


async def team(site: Site, request: Request) -> Response:
    """To whom a task may be given: roles of the map, and whoever works with people here."""
    map_id = request.path_params["map"]

    def work() -> Response:
        map_ = board_of(site.workspace, map_id).edition.map
        roles = [{"id": one, "title": role_title(one, map_)} for one in map_.owners]
        users = [
            one.name
            for one in site.workspace.users.every()
            if not one.disabled and "people.work" in rights_of(one.role)
        ]
        found = {"roles": roles, "people": users, "me": asker(request).name or None}
        return answer(found, {"timezone": map_.timezone})

    return await run_in_threadpool(work)


async def new_step(site: Site, request: Request) -> Response:
    """The next step with some people."""
    said = await read_fields(request, NewStep, LONGEST)
    by = asker(request).name

    def work() -> Response:
        new = set_step(site.workspace, request.path_params["map"], said, by)
        return answer({"new": new, "of": len(said.whom)}, {"id": said.id})

    return await run_in_threadpool(work)


async def over(site: Site, request: Request) -> Response:
    """A task is done, or called off."""
    said = await read_fields(request, StepOver)
    by = asker(request).name

    def work() -> Response:
        new = end_step(site.workspace, request.path_params["map"], said, by)
        return answer({"new": new, "of": 1}, {"id": said.id})

    return await run_in_threadpool(work)


async def owners(site: Site, request: Request) -> Response:
    """Who looks after some people."""
    said = await read_fields(request, NewOwner, LONGEST)
    by = asker(request).name

    def work() -> Response:
        new = assign(site.workspace, request.path_params["map"], said, by)
        return answer({"new": new, "of": len(said.whom)}, {"id": said.id})

    return await run_in_threadpool(work)


class ToldOfMany(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same thing, of several people."""

    told: Told
    whom: tuple[Whom, ...]


async def told_of_many(site: Site, request: Request) -> Response:
    """One event of each of some people, told by hand."""
    said = await read_fields(request, ToldOfMany, LONGEST)
    who, map_id = asker(request), request.path_params["map"]

    def work() -> Response:
        whom = [(one.person, one.deal) for one in said.whom]
        new = tell_of_many(site.workspace, map_id, said.told, whom, who.name)
        if said.told.stage and new:
            title = stage_title(site, map_id, said.told.stage)
            what = {"title": title, "people": str(new)}
            site.workspace.users.note("people_moved", who, map_id, what)
        return answer({"new": new, "of": len(whom)}, {"id": said.told.id})

    return await run_in_threadpool(work)


class TakenBackOfMany(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What never was, and of whom, in the order it was told in."""

    id: str
    whom: tuple[Whom, ...]
    instead: bool = False
    """A task was called off for it, and goes on."""


async def taken_back(site: Site, request: Request) -> Response:
    """What was told of several people at once never was."""
    said = await read_fields(request, TakenBackOfMany, LONGEST)

    def work() -> Response:
        persons = people_of(said.whom)
        more = ("off",) if said.instead else ()
        take_back_many(site.workspace, request.path_params["map"], said.id, persons, more)
        return answer({"of": len(persons)}, {"id": said.id})

    return await run_in_threadpool(work)
