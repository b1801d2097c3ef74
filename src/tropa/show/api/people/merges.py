"""Merges of persons over HTTP: why two names are one person's, and taking that back."""

from collections.abc import Callable
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.clock import iso
from tropa.errors import UsageFault
from tropa.event import Name
from tropa.show.api.door.askers import asker
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.words import Language, say
from tropa.workspace.finding import find_person
from tropa.workspace.opening import Workspace
from tropa.workspace.people import merging
from tropa.workspace.people.called import called_all, someone_json

_T = TypeVar("_T")


async def merge(site: Site, request: Request) -> Response:
    """A merge, with the names of each of the people there would be without it."""
    number, language = int(request.path_params["merge"]), site.language(request)

    def work() -> Response:
        found, apart = _found(lambda: merging.merge(site.workspace, number))
        people = [[_name_json(one, language) for one in names] for names in apart]
        return answer(_json(found, language) | {"people": people}, {})

    return await run_in_threadpool(work)


async def set_apart(site: Site, request: Request) -> Response:
    """Two names are two people's from now on; events go to whoever they came from."""
    return await _judged(site, request, merging.undo, "merge_undone")


async def let_join(site: Site, request: Request) -> Response:
    """The names of an undone merge may join again."""
    return await _judged(site, request, merging.redo, "merge_redone")


async def _judged(
    site: Site,
    request: Request,
    act: Callable[[Workspace, int], tuple[merging.Merge, int]],
    did: str,
) -> Response:
    number, who = int(request.path_params["merge"]), asker(request)

    def work() -> Response:
        found, _ = _found(lambda: act(site.workspace, number))
        site.workspace.users.note(did, who, str(number))
        people = sorted({find_person(site.workspace, str(one)) for one in (found.a, found.b)})
        told = [someone_json(one) for one in called_all(site.workspace, people).values()]
        return answer({"id": number, "people": told}, {})

    return await run_in_threadpool(work)


def _found(work: Callable[[], _T]) -> _T:
    """What an act gives; an address of a merge that is not there is not there."""
    try:
        return work()
    except UsageFault as fault:
        fault.status = 404
        raise


def merges_json(site: Site, person: int, language: Language) -> list[dict[str, Any]]:
    """The merges behind a person, and those undone."""
    return [_json(one, language) for one in merging.merges_of(site.workspace, person)]


def _json(found: merging.Merge, language: Language) -> dict[str, Any]:
    return {
        "id": found.id,
        "a": _name_json(found.a, language),
        "b": _name_json(found.b, language),
        "at": iso(found.at),
        "why": "alias" if found.alias else "event",
        "undone": found.undone,
    }


def _name_json(name: Name, language: Language) -> dict[str, str]:
    said = say(f"story.kind.{name.kind.value}", language)
    return {"kind": name.kind.value, "value": name.value, "said": said}
