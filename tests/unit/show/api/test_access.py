"""The access matrix: every address × every role × by account, by token, signed out, open.

It is made from the list of addresses, so that an address nobody thought of fails here.
"""

import asyncio
import json
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Scope

from tropa.show.api import application as applications
from tropa.show.api.gate import Gate
from tropa.show.api.routes import ADDRESSES, Address
from tropa.show.api.site import Site
from tropa.testing import temporary_workspace
from tropa.users.asker import TERMINAL
from tropa.users.rights import RIGHTS, ROLES, Role, rights_of
from tropa.users.roster import Newcomer
from tropa.workspace.opening import Workspace
from unit.users.places import MAP

TOKEN = "a-token-for-programs"  # noqa: S105 - invented
PASSWORD = "seven kettles hum below the pier"  # noqa: S105 - invented
REFUSALS = {
    "not_allowed": 403,
    "foreign_origin": 403,
    "sign_in_needed": 401,
    "token_needed": 401,
    "no_such_workspace": 404,
}


async def here(site: Site, request: Request) -> Response:
    """Answers instead of the address: whoever reads this was let in."""
    _ = site, request
    return Response("in")


@dataclass
class Tried:
    """A workspace where each role has somebody signed in, and its addresses."""

    workspace: Workspace
    cookies: dict[Role, str]

    made: dict[Gate, ASGIApp] = field(default_factory=dict[Gate, ASGIApp])

    def application(self, gate: Gate, workspace: Workspace | None = None) -> ASGIApp:
        if workspace is not None:
            return applications.application(Site(workspace, gate))
        if gate not in self.made:
            self.made[gate] = applications.application(Site(self.workspace, gate))
        return self.made[gate]


@pytest.fixture(scope="module")
def tried() -> Generator[Tried]:
    with temporary_workspace(MAP) as shop, pytest.MonkeyPatch.context() as patch:
        stubs = tuple(replace(one, handler=here) for one in ADDRESSES)
        patch.setattr(applications, "ADDRESSES", stubs)
        roster, cookies = shop.workspace.users, dict[Role, str]()
        for role in ROLES:
            user = roster.add(Newcomer(role, f"{role}@shop.ru", PASSWORD), role, TERMINAL)
            cookies[role] = roster.sessions.begin(user.id, "127.0.0.1")
        yield Tried(shop.workspace, cookies)


def path_of(address: Address) -> str:
    """Something that the address answers to."""
    parts = [
        "1" if part.startswith("{") else part
        for part in address.path.removeprefix("/").split("/")
    ]
    if parts[0] == "w":
        parts.insert(1, "workspace")
    return "/" + "/".join(parts)


def asked(
    app: ASGIApp, address: Address, query: str = "", under: str = "", **headers: str
) -> str:
    """`in`, or the code of the refusal; under a workspace's name, or without one."""
    path = under + path_of(address)
    scope: Scope = {
        "type": "http", "http_version": "1.1", "method": address.method, "path": path,
        "raw_path": path.encode(), "query_string": query.encode(), "scheme": "http",
        "headers": [
            (b"host", b"localhost"),
            *((name.encode(), value.encode()) for name, value in headers.items()),
        ],
        "server": ("localhost", 80), "client": ("127.0.0.1", 1), "root_path": "",
    }  # fmt: skip
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    async def ask() -> None:
        await app(scope, receive, send)

    asyncio.run(ask())
    body = b"".join(one.get("body", b"") for one in said)
    if said[0]["status"] == 200 and body == b"in":
        return "in"
    told: dict[str, Any] = json.loads(body)
    assert said[0]["status"] == REFUSALS[told["code"]]
    return str(told["code"])


class Matrix:
    """Addresses that answered otherwise than expected, every one of them."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.tried = 0

    def expect(
        self, expected: str, app: ASGIApp, address: Address, query: str = "", **how: str
    ) -> None:
        self.tried += 1
        said = asked(app, address, query, **how)
        if said != expected:
            told = f"{address.method} {address.path}?{query} {how}"
            self.wrong.append(f"{told}: {said}, not {expected}")

    def holds(self) -> None:
        assert self.tried
        assert not self.wrong, "\n".join(self.wrong)


def test_every_address_states_what_it_asks_for() -> None:
    stated = (*RIGHTS, "anyone", "signed_in")
    assert [one for one in ADDRESSES if one.right not in stated] == []
    assert [
        (one, name)
        for one in ADDRESSES
        for name, right in one.besides
        if name not in one.asks or right not in RIGHTS
    ] == []


def test_a_role_is_let_in_where_it_has_the_right(tried: Tried) -> None:
    app, matrix = tried.application(Gate()), Matrix()
    for role, cookie in tried.cookies.items():
        mine = {"cookie": f"tropa={cookie}"}
        for address in ADDRESSES:
            may = address.right in (*rights_of(role), "anyone", "signed_in")
            matrix.expect("in" if may else "not_allowed", app, address, **mine)
            for name, right in address.besides:
                more = may and right in rights_of(role)
                matrix.expect(
                    "in" if more else "not_allowed", app, address, f"{name}=1", **mine
                )
    matrix.holds()


def test_signed_out_only_what_is_anyones_is_answered(tried: Tried) -> None:
    outside = {
        "nothing": {},
        "nonsense": {"cookie": "tropa=nonsense"},
        "a name of another place": {"cookie": f"__Host-tropa={tried.cookies['owner']}"},
        "a session as a token": {"authorization": f"Bearer {tried.cookies['owner']}"},
        "no token at all": {"authorization": "Bearer "},
    }
    # The cookie that stood for the token opens nothing once there are accounts.
    kept = {"cookie": f"tropa={Gate(token=TOKEN).cookie()}"}
    matrix = Matrix()
    for address in ADDRESSES:
        expected = "in" if address.right == "anyone" else "sign_in_needed"
        for gate in (Gate(), Gate(local=True), Gate(token=TOKEN)):
            for headers in (*outside.values(), *([kept] if gate.token else [])):
                matrix.expect(expected, tried.application(gate), address, **headers)
    matrix.holds()


def test_a_program_with_the_token_is_let_in_everywhere(tried: Tried) -> None:
    app, matrix = tried.application(Gate(token=TOKEN, local=True)), Matrix()
    for address in ADDRESSES:
        matrix.expect("in", app, address, authorization=f"Bearer {TOKEN}")
    matrix.holds()


def test_while_nobody_has_an_account(tried: Tried) -> None:
    with temporary_workspace(MAP) as bare:
        apart = tried.application(Gate(token=TOKEN), bare.workspace)
        near = tried.application(Gate(token=TOKEN, local=True), bare.workspace)
        kept = {"cookie": f"tropa={Gate(token=TOKEN).cookie()}"}
        for address in ADDRESSES:
            assert asked(near, address) == "in"
            expected = "in" if address.right == "anyone" else "token_needed"
            assert asked(apart, address) == expected
            assert asked(apart, address, **kept) == "in"
            assert asked(apart, address, authorization=f"Bearer {TOKEN}") == "in"


def test_another_workspaces_session_opens_nothing(tried: Tried) -> None:
    with temporary_workspace(MAP) as other:
        other.workspace.users.add(Newcomer("a", "a", PASSWORD), "owner", TERMINAL)
        app = tried.application(Gate(), other.workspace)
        cookie = f"tropa={tried.cookies['owner']}"
        for address in ADDRESSES:
            expected = "in" if address.right == "anyone" else "sign_in_needed"
            assert asked(app, address, cookie=cookie) == expected


NAMED = [one for one in ADDRESSES if one.path.startswith("/api/") or one.path == "/changes"]


def test_under_its_name_a_workspace_answers_as_without(tried: Tried) -> None:
    app, matrix = tried.application(Gate()), Matrix()
    own = f"/w/{tried.workspace.folder.name}"
    signed = [{"cookie": f"tropa={one}"} for one in tried.cookies.values()]
    for address in NAMED:
        for headers in (*signed, {}):
            matrix.expect(asked(app, address, **headers), app, address, under=own, **headers)
    matrix.holds()


def test_of_another_workspace_nothing_is_told_whether_it_is_or_not(tried: Tried) -> None:
    app = tried.application(Gate(token=TOKEN))
    for address in ADDRESSES:
        for under in ("/w/other", "/w/%2e%2e"):
            # A stranger is told the same under every name.
            bare = asked(app, address) if address in NAMED else "sign_in_needed"
            assert asked(app, address, under=under) == bare
            for cookie in tried.cookies.values():
                said = asked(app, address, under=under, cookie=f"tropa={cookie}")
                assert said == "no_such_workspace"


FOREIGN: tuple[dict[str, str], ...] = (
    {"origin": "https://evil.test"},
    {"origin": "null"},
    {"origin": "http://localhost.evil.test"},
    {"origin": "http://localhost:81"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": "http://localhost"},
)
OURS: tuple[dict[str, str], ...] = (
    {},
    {"origin": "http://localhost"},
    {"sec-fetch-site": "same-origin", "origin": "http://behind.a.proxy"},
)


def test_no_change_is_taken_from_another_sites_page(tried: Tried) -> None:
    cookie = f"tropa={tried.cookies['owner']}"
    with temporary_workspace(MAP) as bare:
        apps = (tried.application(Gate()), tried.application(Gate(), bare.workspace))
        for address in ADDRESSES:
            changes = address.method != "GET"
            for app in apps:
                for headers in FOREIGN:
                    said = asked(app, address, cookie=cookie, **headers)
                    assert said == ("foreign_origin" if changes else "in")
                for headers in OURS:
                    assert asked(app, address, cookie=cookie, **headers) == "in"


def test_a_session_left_over_of_a_closed_account_opens_nothing(tried: Tried) -> None:
    roster = tried.workspace.users
    gone = roster.add(Newcomer("gone", "gone", PASSWORD), "viewer", TERMINAL)
    roster.change(gone.id, TERMINAL, disabled=True)
    cookie = f"tropa={roster.sessions.begin(gone.id, '127.0.0.1')}"
    for address in ADDRESSES:
        expected = "in" if address.right == "anyone" else "sign_in_needed"
        assert asked(tried.application(Gate()), address, cookie=cookie) == expected
