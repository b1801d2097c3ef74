"""Who asks, found out at each request, and whether they may.

Somebody with an account comes with the cookie of their session, a program with the token. As
long as nobody has an account, this machine is let in without asking, and a browser from
elsewhere by the token.
"""

from typing import Final, cast

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.errors import RequestFault
from tropa.show.api.gate import COOKIE
from tropa.show.api.site import Site
from tropa.users.asker import Asker, let_in, signed_in, stranger
from tropa.users.rights import Need, Right
from tropa.users.sessions import WHOLE

WATCHED: Final[frozenset[Need]] = frozenset(("people.export", "people.erase"))
"""Whoever tries what they may not of this is written down."""
_SECURE_COOKIE = "__Host-" + COOKIE


async def asker_of(site: Site, request: Request) -> Asker:
    """Who makes a request."""
    address = request.client.host if request.client else ""
    if site.gate.bears_token(request):
        return let_in("token", address)
    roster = site.workspace.users
    if not roster:
        return _while_nobody(site, request, address)
    session = roster.sessions.find(session_token(request))
    user = roster.behind(session) if session else None
    if session is None or user is None:
        return stranger(address)
    if roster.sessions.unnoted(session):
        await run_in_threadpool(roster.sessions.note, session)
    return signed_in(user, address, site.name)


def _while_nobody(site: Site, request: Request, address: str) -> Asker:
    if site.gate.open:
        return let_in("open", address)
    return let_in("token", address) if site.gate.knows_browser(request) else stranger(address)


async def admit(
    site: Site, request: Request, need: Need, besides: tuple[tuple[str, Right], ...] = ()
) -> None:
    """Let whoever asks pass, if they may; handlers find them by `asker()`.

    Args:
        site: of the workspace.
        request: the request.
        need: what the address asks for.
        besides: what it asks for more when a value stands after the question mark.

    Raises:
        RequestFault: they must sign in, or may not.
    """
    who = request.state.asker = await asker_of(site, request)
    needs: list[Need] = [need]
    needs.extend(right for name, right in besides if request.query_params.get(name))
    for one in needs:
        if who.may(one):
            continue
        if who.how != "stranger":
            if one in WATCHED:
                about, details = request.url.path[:200], {"right": str(one)}
                note = site.workspace.users.note
                await run_in_threadpool(note, "refused", who, about, details)
            raise RequestFault("not_allowed", status=403, right=one)
        code = "sign_in_needed" if site.workspace.users else "token_needed"
        raise RequestFault(code, status=401)


def asker(request: Request) -> Asker:
    """Who was let in with this request."""
    return cast("Asker", request.state.asker)


# ---------------------------------------------------------------- the cookie of a session


def session_token(request: Request) -> str:
    """What the browser brings; empty when it brings nothing."""
    return request.cookies.get(_cookie_name(request), "")


def give_session(request: Request, response: Response, token: str) -> None:
    """Let the browser keep a session. Scripts never see it."""
    response.set_cookie(
        _cookie_name(request),
        token,
        max_age=WHOLE // 1_000_000,
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def take_session(request: Request, response: Response) -> None:
    """Let the browser forget its session."""
    response.delete_cookie(
        _cookie_name(request),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def _cookie_name(request: Request) -> str:
    """Over TLS a name that browsers believe only from this very host."""
    return _SECURE_COOKIE if request.url.scheme == "https" else COOKIE
