"""Pages of coming in, drawn on the server: they need no app and no script.

A link carries its secret behind #, where no server and no log sees it; a script puts it into
the form, and without one a person pastes it.
"""

import re
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tropa.errors import TropaError
from tropa.show.api.door.askers import give_session, take_session
from tropa.show.api.door.signing import enter, join, leave
from tropa.show.api.gate import COOKIE
from tropa.show.api.incoming import read_form
from tropa.show.api.pages.pages import Page
from tropa.show.api.site import Site
from tropa.users.roster import Newcomer
from tropa.users.store import LinkKind

_YEAR: Final = 31_536_000
_OWN: Final = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,2000}")
"""A place of this server; never another one's, whatever a browser makes of two slashes."""


def login_address(request: Request) -> str:
    """Where one signs in, to come back to what was asked for."""
    path = quote(request.url.path)
    asked = f"{path}?{request.url.query}" if request.url.query else path
    return "/login" if asked == "/" else f"/login?to={quote(asked, safe='/')}"


def _back(asked: str) -> str:
    return asked if _OWN.fullmatch(asked) else "/"


async def login(site: Site, request: Request) -> Response:
    """Where one signs in: by a password, or by the token while nobody has an account."""
    return _login_page(site, request, _back(request.query_params.get("to", "")))


async def sign_in(site: Site, request: Request) -> Response:
    """What the form of that page says becomes a cookie of this browser."""
    form = await read_form(request)
    to = _back(form.get("to", ""))
    if not site.workspace.users:
        return _by_token(site, request, form.get("token", ""), to)
    try:
        _, token = await enter(site, request, form.get("login", ""), form.get("password", ""))
    except TropaError as fault:
        return _login_page(site, request, to, fault, form.get("login", ""))
    response = RedirectResponse(to, 303)
    give_session(request, response, token)
    return response


def _by_token(site: Site, request: Request, stated: str, to: str) -> Response:
    if not site.gate.token or not site.gate.opens(stated):
        return Page(site, request).render("login.html", 401, wrong=True, to=to)
    response = RedirectResponse(to, 303)
    response.set_cookie(
        COOKIE, site.gate.cookie(), max_age=_YEAR, httponly=True, samesite="strict"
    )
    return response


def _login_page(
    site: Site, request: Request, to: str, fault: TropaError | None = None, login: str = ""
) -> Response:
    page = Page(site, request)
    if not site.workspace.users:
        return page.render("login.html", wrong=False, to=to)
    wrong = _words(page, fault)
    status = fault.status if fault else 200
    return page.render("sign_in.html", status, wrong=wrong, login=login[:254], to=to)


async def sign_out(site: Site, request: Request) -> Response:
    """The session ends; one may sign in again."""
    await leave(site, request)
    response = RedirectResponse("/login", 303)
    take_session(request, response)
    return response


# ---------------------------------------------------------------- by a link


async def welcome(site: Site, request: Request) -> Response:
    """Where the link from the terminal leads: the first owner's name and password."""
    return _join_page(site, request, "welcome", {})


async def invitation(site: Site, request: Request) -> Response:
    """Where an invitation leads."""
    return _join_page(site, request, "invitation", {})


async def welcomed(site: Site, request: Request) -> Response:
    """The first owner comes in."""
    return await _joined(site, request, "welcome")


async def invited(site: Site, request: Request) -> Response:
    """Somebody invited comes in."""
    return await _joined(site, request, "invitation")


async def _joined(site: Site, request: Request, kind: LinkKind) -> Response:
    form = await read_form(request)
    new = Newcomer(form.get("name", ""), form.get("login", ""), form.get("password", ""))
    try:
        _, token = await join(site, request, kind, form.get("token", ""), new)
    except TropaError as fault:
        return _join_page(site, request, kind, form, fault)
    response = RedirectResponse("/", 303)
    give_session(request, response, token)
    return response


def _join_page(
    site: Site,
    request: Request,
    kind: LinkKind,
    form: dict[str, str],
    fault: TropaError | None = None,
) -> Response:
    page = Page(site, request)
    shown = {name: form.get(name, "")[:254] for name in ("token", "name", "login")}
    status = fault.status if fault else 200
    return page.render("join.html", status, kind=kind, wrong=_words(page, fault), **shown)


def _words(page: Page, fault: TropaError | None) -> str:
    if fault is None:
        return ""
    return f"{fault.message(page.language)} {fault.advice(page.language)}"
