"""The access matrix of a home: every address × role × own workspace, another one, and none."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from tropa.errors import UsageFault
from tropa.show.api import application as applications
from tropa.show.api.gate import Gate
from tropa.show.api.routes import ADDRESSES
from tropa.show.api.site import Site
from tropa.users.asker import TERMINAL
from tropa.users.rights import ROLES, Role, rights_of
from tropa.users.roster import Newcomer
from tropa.users.store import Places
from tropa.workspace.creation import create_workspace
from tropa.workspace.home import Home, open_home
from unit.show.api.test_access import PASSWORD, TOKEN, Matrix, asked, here
from unit.users.places import MAP

_BARE = [one for one in ADDRESSES if one.path.startswith("/api/") or one.path == "/changes"]


@dataclass
class Tried:
    """A home of two workspaces; in each of them somebody of each role, and of the home too."""

    home: Home
    app: ASGIApp
    everywhere: dict[Role, str]
    """Cookies of those who may come everywhere."""
    only: dict[tuple[str, Role], str]
    """Cookies of those who may come into one."""


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Generator[Tried]:
    folder = tmp_path_factory.mktemp("home")
    for name in ("alpha", "beta"):
        create_workspace(folder / name, 'language = "en"\n')
        (folder / name / "maps" / "shop.yaml").write_text(MAP, "utf-8")
    with open_home(folder) as home, pytest.MonkeyPatch.context() as patch:
        stubs = tuple(replace(one, handler=here) for one in ADDRESSES)
        patch.setattr(applications, "ADDRESSES", stubs)
        gate = Gate(token=TOKEN, local=True)
        sites = tuple(Site(one, gate) for one in home.workspaces)
        yield Tried(home, applications.application(*sites), *_people(home))


def _people(home: Home) -> tuple[dict[Role, str], dict[tuple[str, Role], str]]:
    roster = home.accounts.users

    def come(login: str, role: Role, place: str = "") -> str:
        places: Places = ((place, role),) if place else ()
        user = roster.add(Newcomer("N", login, PASSWORD), role, TERMINAL, places)
        return f"tropa={roster.sessions.begin(user.id, '127.0.0.1')}"

    everywhere: dict[Role, str] = {role: come(role, role) for role in ROLES}
    only: dict[tuple[str, Role], str] = {
        (place, role): come(f"{role}-{place}", role, place)
        for place in ("alpha", "beta")
        for role in ROLES
        if role != "owner"
    }
    return everywhere, only


def test_in_their_own_workspace_everybody_may_what_their_role_may(tried: Tried) -> None:
    matrix = Matrix()
    for address in _BARE:
        for (place, role), cookie in tried.only.items():
            may = address.right in (*rights_of(role), "anyone", "signed_in")
            # Without a name it is the first they may enter.
            for under in (f"/w/{place}", ""):
                expected = "in" if may else "not_allowed"
                matrix.expect(expected, tried.app, address, under=under, cookie=cookie)
    matrix.holds()


def test_another_workspace_is_to_them_as_one_that_is_not(tried: Tried) -> None:
    matrix = Matrix()
    for address in _BARE:
        for (place, _), cookie in tried.only.items():
            other = "beta" if place == "alpha" else "alpha"
            for name in (other, "nowhere"):
                under = f"/w/{name}"
                matrix.expect(
                    "no_such_workspace", tried.app, address, under=under, cookie=cookie
                )
    matrix.holds()


def test_whoever_may_come_everywhere_is_told_apart_by_the_address(tried: Tried) -> None:
    matrix = Matrix()
    for address in _BARE:
        for role, cookie in tried.everywhere.items():
            may = address.right in (*rights_of(role), "anyone", "signed_in")
            told = "in" if may else "not_allowed"
            for name, expected in (
                ("alpha", told), ("beta", told), ("nowhere", "no_such_workspace"),
            ):  # fmt: skip
                matrix.expect(expected, tried.app, address, under=f"/w/{name}", cookie=cookie)
    matrix.holds()


def test_signed_out_every_name_is_answered_alike(tried: Tried) -> None:
    matrix, token = Matrix(), {"authorization": f"Bearer {TOKEN}"}
    for address in ADDRESSES:
        expected = "in" if address.right == "anyone" else "sign_in_needed"
        for under in ("", "/w/alpha", "/w/beta", "/w/nowhere"):
            if under and address not in _BARE:
                continue
            matrix.expect(expected, tried.app, address, under=under)
            if under != "/w/nowhere" and not address.path.startswith("/w/"):
                matrix.expect("in", tried.app, address, under=under, **token)
    matrix.holds()


def test_access_that_is_taken_away_ends_at_once(tried: Tried) -> None:
    roster = tried.home.accounts.users
    user = roster.add(Newcomer("N", "moves", PASSWORD), "seo", TERMINAL, (("alpha", "seo"),))
    cookie = f"tropa={roster.sessions.begin(user.id, '127.0.0.1')}"
    screen = next(one for one in _BARE if one.path == "/api/maps" and one.method == "GET")
    assert asked(tried.app, screen, under="/w/alpha", cookie=cookie) == "in"
    roster.change(user.id, TERMINAL, places=(("beta", "viewer"),))
    assert asked(tried.app, screen, under="/w/alpha", cookie=cookie) == "sign_in_needed"
    cookie = f"tropa={roster.sessions.begin(user.id, '127.0.0.1')}"
    assert asked(tried.app, screen, under="/w/alpha", cookie=cookie) == "no_such_workspace"
    assert asked(tried.app, screen, under="/w/beta", cookie=cookie) == "in"


def test_another_role_is_another_role_in_each_of_ones_workspaces(tried: Tried) -> None:
    roster = tried.home.accounts.users
    places: Places = (("alpha", "seo"), ("beta", "viewer"))
    user = roster.add(Newcomer("N", "roles", PASSWORD), "seo", TERMINAL, places)
    after = roster.change(user.id, TERMINAL, role="seller")
    assert after.places == (("alpha", "seller"), ("beta", "seller"))
    with pytest.raises(UsageFault) as caught:
        roster.change(user.id, TERMINAL, role="owner")
    assert caught.value.code == "owner_everywhere"
    assert roster.change(user.id, TERMINAL, role="owner", places=()).role == "owner"
    with pytest.raises(UsageFault):
        roster.change(user.id, TERMINAL, places=places)


def test_a_home_knows_its_accounts_again(tmp_path: Path) -> None:
    create_workspace(tmp_path / "alpha", "")
    with open_home(tmp_path) as home:
        roster = home.accounts.users
        roster.add(Newcomer("A", "anna", PASSWORD), "owner", TERMINAL)
        roster.add(Newcomer("P", "petr", PASSWORD), "seo", TERMINAL, (("alpha", "seller"),))
        before = roster.every()
        # The workspace has none of its own.
        assert home.workspaces[0].ledger.users.users() == []
    with open_home(tmp_path) as home:
        assert home.accounts.users.every() == before
        petr = home.accounts.users.named("petr")
        assert (petr.role_in("alpha"), petr.role_in("beta")) == ("seller", None)
