"""The workspace a request is for: the one its address names, or the first one may enter.

Under `/w/NAME/` stand the app's screens, and what the app asks: `/w/NAME/api/…` and
`/w/NAME/changes` are the very addresses that stand without the name as well. So a window opened
on one workspace never asks another one that took its place behind the same port. Events may be
sent there too, `/w/NAME/v1/…`, and then a key of that workspace alone opens it.

Whoever may not enter a workspace is told the same as of one that is nowhere. A stranger is not
told even that: signed out, every name is answered alike.
"""

from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import Scope

from tropa.show.api.door.askers import asker_of
from tropa.show.api.site import Site
from tropa.users.asker import Asker

_UNDER: Final = "/w/"
_ASKED: Final = ("/api/", "/changes")
_COLLECTED: Final = "/v1/"
_PUBLIC: Final = "/p/"


def named(scope: Scope) -> str | None:
    """The workspace a request names; None where it names none."""
    path: str = scope["path"]
    if not path.startswith(_UNDER):
        return None
    return path.removeprefix(_UNDER).partition("/")[0]


def is_collected(scope: Scope) -> bool:
    """Whether events are sent under the name of a workspace."""
    return named(scope) is not None and _rest(scope).startswith(_COLLECTED)


def without_name(scope: Scope) -> Scope:
    """The same request as it stands without the name; a screen of the app stays as it is."""
    rest = _rest(scope)
    asked = rest.startswith((_ASKED[0], _COLLECTED)) or rest == _ASKED[1]
    if named(scope) is None or not asked:
        return scope
    return {**scope, "path": rest, "raw_path": quote(rest).encode()}


def _rest(scope: Scope) -> str:
    """What follows the name."""
    return str(scope["path"]).removeprefix(f"{_UNDER}{named(scope)}")


async def site_of(sites: tuple[Site, ...], request: Request) -> Site | None:
    """Whose a request is; None where whoever asks may not enter what it names."""
    name, front = named(request.scope), sites[0]
    if len(sites) == 1 and name in (None, front.name):
        return front
    if request.scope["path"].startswith(_PUBLIC):
        return await run_in_threadpool(_shown_by, sites, request.scope["path"])
    who = await asker_of(front, request)
    if who.how == "stranger":
        return front
    may = enterable(sites, who)
    if name is None:
        return may[0] if may else front
    return next((one for one in may if one.name == name), None)


def enterable(sites: tuple[Site, ...], who: Asker) -> list[Site]:
    """The workspaces that somebody may enter."""
    if who.how == "stranger":
        return []
    return [one for one in sites if who.user is None or who.user.role_in(one.name)]


def _shown_by(sites: tuple[Site, ...], path: str) -> Site:
    """Whose link a stranger opened; the first one's where it is nobody's."""
    token = path.removeprefix(_PUBLIC)
    found = (one for one in sites if one.workspace.map_links.find(token) is not None)
    return next(found, sites[0])
