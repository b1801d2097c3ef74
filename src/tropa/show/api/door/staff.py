"""People who use the product, for whoever looks after them: accounts, invitations, journal."""

from typing import Any, Final

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from tropa.clock import iso
from tropa.errors import RequestFault
from tropa.show.api.door.askers import asker, give_session
from tropa.show.api.door.signing import hashing, hold
from tropa.show.api.gate import check_secret
from tropa.show.api.incoming import read_fields
from tropa.show.api.shapes import answer
from tropa.show.api.site import Site
from tropa.users.asker import Asker
from tropa.users.names import login_key
from tropa.users.rights import ROLES, as_role, in_order, rights_of
from tropa.users.roster import Newcomer
from tropa.users.store import Deed, Link, Places, User

SHOWN: Final = 100
MOST_SHOWN: Final = 1_000


class NewUser(msgspec.Struct, forbid_unknown_fields=True):
    """An account as its maker states it."""

    name: str
    login: str
    role: str
    password: str
    places: dict[str, str] = {}
    """In a home: which workspaces it opens, each with a role; none stated is all."""


class AccountChange(msgspec.Struct, forbid_unknown_fields=True):
    """What is to be different about an account."""

    role: str | None = None
    disabled: bool | None = None
    name: str | None = None
    places: dict[str, str] | None = None


class NewPassword(msgspec.Struct, forbid_unknown_fields=True):
    """A new password; the present one too, where it is one's own."""

    password: str
    current: str = ""


class Invite(msgspec.Struct, forbid_unknown_fields=True):
    """Whom a link is for."""

    role: str
    name: str = ""
    login: str = ""
    """The only login it makes an account of; any, where it is empty."""
    places: dict[str, str] = {}


# ---------------------------------------------------------------- accounts


async def users(site: Site, request: Request) -> Response:
    """Everybody, the invitations that wait, and what each role may."""
    who, roster = asker(request), site.workspace.users

    def work() -> dict[str, Any]:
        return {
            "users": [user_json(one, who) for one in roster.every()],
            "invitations": [_link_json(one) for one in roster.links.waiting()],
            "workspaces": [one.name for one in site.beside],
            "roles": [{"role": one, "rights": in_order(rights_of(one))} for one in ROLES],
        }

    return answer(await run_in_threadpool(work), {})


async def add(site: Site, request: Request) -> Response:
    """A new account with a password its maker chose."""
    who, stated = asker(request), await read_fields(request, NewUser)
    new = Newcomer(stated.name, stated.login, stated.password)
    check_secret(request)
    role = as_role(stated.role)
    places = as_places(stated.places)
    user = await hashing(lambda: site.workspace.users.add(new, role, who, places))
    return answer(user_json(user, who), {})


async def change(site: Site, request: Request) -> Response:
    """Another role or name, or the account closed or opened again."""
    who, stated = asker(request), await read_fields(request, AccountChange)
    role = None if stated.role is None else as_role(stated.role)
    places = None if stated.places is None else as_places(stated.places)

    def work() -> User:
        return site.workspace.users.change(
            request.path_params["user"],
            who,
            role=role,
            disabled=stated.disabled,
            name=stated.name,
            places=places,
        )

    return answer(user_json(await run_in_threadpool(work), who), {})


async def password(site: Site, request: Request) -> Response:
    """A new password: one's own by the present one, somebody's by whoever looks after them."""
    who, stated = asker(request), await read_fields(request, NewPassword)
    roster, user_id = site.workspace.users, request.path_params["user"]
    own = who.user is not None and who.user.id == user_id
    if not own and not who.may("users.manage"):
        raise RequestFault("not_allowed", status=403, right="users.manage")
    user = roster.get(user_id)
    check_secret(request)
    if own:
        await hold(site, login_key(user.login), who.address)
        await hashing(lambda: roster.check_own(user, stated.current, who.address))
    await hashing(lambda: roster.set_password(user_id, stated.password, who))
    response = answer(user_json(user, who), {})
    if own:
        token = await run_in_threadpool(roster.sessions.begin, user_id, who.address)
        give_session(request, response, token)
    return response


# ---------------------------------------------------------------- invitations


async def invite(site: Site, request: Request) -> Response:
    """A link for somebody of a role; it is shown this once."""
    who, stated = asker(request), await read_fields(request, Invite)
    role, places = as_role(stated.role), as_places(stated.places)
    made = await run_in_threadpool(
        site.workspace.users.invite, role, stated.name, who, stated.login, places
    )
    home = f"{request.url.scheme}://{request.url.netloc}"
    return answer({**_link_json(made.link), "link": home + made.path}, {})


async def withdraw(site: Site, request: Request) -> Response:
    """An invitation is taken back."""
    link = request.path_params["invitation"]
    await run_in_threadpool(site.workspace.users.withdraw, link, asker(request))
    return answer({"id": link}, {})


# ---------------------------------------------------------------- the journal


async def journal(site: Site, request: Request) -> Response:
    """Who did what, when and from where; the newest first."""
    before = _number(request.query_params.get("before"), 0)
    limit = max(1, min(_number(request.query_params.get("limit"), SHOWN), MOST_SHOWN))
    roster = site.workspace.users

    def work() -> dict[str, Any]:
        found = roster.store.deeds(before, limit)
        known = {one.id: one for one in roster.every()}
        entries = [_deed_json(one, known) for one in found]
        return {"entries": entries, "next": found[-1].id if len(found) == limit else None}

    return answer(await run_in_threadpool(work), {})


def _number(text: str | None, otherwise: int) -> int:
    plain = text is not None and text.isascii() and text.isdecimal() and len(text) < 18
    return int(text) if plain and text else otherwise


# ---------------------------------------------------------------- as JSON


def as_places(stated: dict[str, str]) -> Places:
    """Workspaces with their roles as somebody states them.

    Raises:
        UsageFault: there is no such role.
    """
    return tuple((name, as_role(role)) for name, role in sorted(stated.items()))


def user_json(user: User, who: Asker) -> dict[str, Any]:
    """An account, without anything that opens it."""
    return {
        "id": user.id,
        "name": user.name,
        "login": user.login,
        "role": user.role,
        "places": dict(user.places),
        "disabled": user.disabled,
        "created": iso(user.created),
        "last_seen": iso(user.seen) if user.seen else None,
        "you": user.id == who.id,
    }


def _link_json(link: Link) -> dict[str, Any]:
    return {
        "id": link.id,
        "role": link.role,
        "name": link.name,
        "login": link.login,
        "places": dict(link.places),
        "created": iso(link.created),
        "expires": iso(link.expires),
    }


def _deed_json(deed: Deed, known: dict[str, User]) -> dict[str, Any]:
    who, about = known.get(deed.who), known.get(deed.about)
    return {
        "id": deed.id,
        "at": iso(deed.at),
        "who": {"id": who.id, "name": who.name, "login": who.login} if who else None,
        "how": deed.how,
        "what": deed.what,
        "about": deed.about,
        "about_name": about.name if about else "",
        "address": deed.address,
        "details": dict(deed.details),
    }
