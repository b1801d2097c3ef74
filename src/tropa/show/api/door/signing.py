"""Signing in and out, and who one is, for the app and for programs.

The session travels only in its cookie: nothing here says it, and nothing here takes it from
anywhere else. A password is computed on two threads of its own, so that whoever waits for one
keeps nobody else waiting.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.errors import RequestFault
from tropa.show.api.door.askers import asker, give_session, session_token, take_session
from tropa.show.api.door.named import enterable
from tropa.show.api.gate import check_secret
from tropa.show.api.incoming import read_fields
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.users.asker import Asker, signed_in, stranger
from tropa.users.names import login_key
from tropa.users.passwords import AT_ONCE
from tropa.users.rights import in_order
from tropa.users.roster import Newcomer
from tropa.users.store import LinkKind, User

_T = TypeVar("_T")
_SECOND: Final = 1_000_000
_LOOK: Final = _SECOND // 4
"""How often whoever waits for their turn looks whether the server is still there."""
_HASHING: Final = ThreadPoolExecutor(AT_ONCE, "password")


class SignIn(msgspec.Struct, forbid_unknown_fields=True):
    """Who somebody says they are."""

    login: str
    password: str


class Entry(msgspec.Struct, forbid_unknown_fields=True):
    """What somebody who opened a link says of themselves."""

    token: str
    name: str
    login: str
    password: str


# ---------------------------------------------------------------- addresses


async def me(site: Site, request: Request) -> Response:
    """Who asks, what they may, and whether signing in is a thing here at all."""
    return answer(said_of(site, request, asker(request)), {})


async def sign_in(site: Site, request: Request) -> Response:
    """A login and a password become a session."""
    stated = await read_fields(request, SignIn)
    user, token = await enter(site, request, stated.login, stated.password)
    return _entered(site, request, user, token)


async def sign_out(site: Site, request: Request) -> Response:
    """The session of this browser ends."""
    await leave(site, request)
    who = asker(request)
    response = answer(said_of(site, request, who if who.user is None else _gone(who)), {})
    take_session(request, response)
    return response


async def welcome(site: Site, request: Request) -> Response:
    """The link from the terminal becomes the first owner's account."""
    return await _accepted(site, request, "welcome")


async def accept(site: Site, request: Request) -> Response:
    """An invitation becomes an account."""
    return await _accepted(site, request, "invitation")


async def _accepted(site: Site, request: Request, kind: LinkKind) -> Response:
    stated = await read_fields(request, Entry)
    new = Newcomer(stated.name, stated.login, stated.password)
    user, token = await join(site, request, kind, stated.token, new)
    return _entered(site, request, user, token)


def _entered(site: Site, request: Request, user: User, token: str) -> Response:
    who = signed_in(user, asker(request).address, site.name)
    response = answer(said_of(site, request, who), {})
    give_session(request, response, token)
    return response


def _gone(who: Asker) -> Asker:
    return stranger(who.address)


def said_of(site: Site, request: Request, who: Asker) -> dict[str, Any]:
    """What the app is told of who asks."""
    user = who.user
    rights = in_order(who.rights)
    return {
        "user": None
        if user is None
        else {
            "id": user.id,
            "name": user.name,
            "login": user.login,
            "role": user.role_in(site.name) or user.role,
            "rights": rights,
        },
        "open": who.how == "open",
        "accounts": bool(site.workspace.users),
        "rights": rights,
        "language": site.language(request),
        "workspaces": [one.name for one in enterable(site.beside or (site,), who)],
    }


# ---------------------------------------------------------------- what pages do as well


async def hashing(work: Callable[[], _T]) -> _T:
    """Something that computes a password's hash, in its turn."""
    return await asyncio.get_running_loop().run_in_executor(_HASHING, work)


async def enter(site: Site, request: Request, login: str, password: str) -> tuple[User, str]:
    """Whoever has this login and password, and their new session; the old one ends.

    Raises:
        RequestFault: `in_clear`, `sign_in_wrong`, or `too_many_tries`.
    """
    check_secret(request)
    roster, address = site.workspace.users, asker(request).address
    await hold(site, login_key(login), address)
    found = await hashing(lambda: roster.sign_in(login, password, address))
    await run_in_threadpool(roster.sessions.end, session_token(request))
    return found


async def hold(site: Site, key: str, address: str) -> None:
    """Wait for one's turn to try a password.

    Raises:
        RequestFault: `too_many_tries`.
    """
    wait = site.workspace.users.throttle.begin(key, address)
    for _ in range(0, wait, _LOOK):
        if site.closing:
            # Whoever waits keeps no server from going.
            raise RequestFault("too_many_tries", status=429, seconds=wait // _SECOND + 1)
        await asyncio.sleep(_LOOK / _SECOND)


async def join(
    site: Site, request: Request, kind: LinkKind, token: str, new: Newcomer
) -> tuple[User, str]:
    """Whoever opened a link, with an account now, and their session.

    Raises:
        TropaError: the link or what they said will not do.
    """
    check_secret(request)
    roster, address = site.workspace.users, asker(request).address

    def work() -> tuple[User, str]:
        user = roster.accept(kind, token, new, address)
        return user, roster.sessions.begin(user.id, address)

    found = await hashing(work)
    await run_in_threadpool(roster.sessions.end, session_token(request))
    return found


async def leave(site: Site, request: Request) -> None:
    """End the session of this browser, if it has one."""
    address = asker(request).address
    await run_in_threadpool(site.workspace.users.leave, session_token(request), address)
