"""A home of two workspaces behind one address: who comes where, and where events go."""

import json
import zipfile
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from contract.accounts import BETTER, GOOD, Browser, link_of
from contract.serving import (
    Answer,
    Serving,
    basic,
    command,
    ledger_counts,
    new_key,
    new_workspace,
    server,
)

HTML: Final = {"Accept": "text/html"}


@dataclass
class House:
    """A served home, its owner, and the key of each workspace."""

    folder: Path
    serving: Serving
    owner: Browser
    keys: dict[str, str]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Generator[House]:
    folder = tmp_path_factory.mktemp("homes") / "home"
    folder.mkdir()
    keys: dict[str, str] = {}
    for name in ("alpha", "beta"):
        new_workspace(folder / name, "en", "A → B → C")
        _, keys[name] = new_key(folder / name)
    with server(folder, lines=3) as running:
        owner = Browser(running)
        said = {"name": "Anna", "login": "anna@shop.ru", "password": GOOD}
        assert owner.send("/api/welcome", token=link_of(running), **said).status == 200
        for name in ("alpha", "beta"):
            made = owner.send(
                "/api/users", name=name, login=name, role="marketer", password=BETTER,
                places={name: "marketer"},
            )  # fmt: skip
            assert made.status == 200, made.body
            assert made.json["answer"]["places"] == {name: "marketer"}
        yield House(folder, running, owner, keys)
    assert running.complaints() == ""


def of(house: House, name: str) -> Browser:
    """Somebody who may come into one workspace."""
    return Browser(house.serving).signed(name, BETTER)


def test_each_sees_their_own_workspace_and_the_owner_all(house: House) -> None:
    assert house.owner.get("/api/me")["workspaces"] == ["alpha", "beta"]
    for name in ("alpha", "beta"):
        theirs = of(house, name)
        me = theirs.get("/api/me")
        assert (me["workspaces"], me["user"]["role"]) == ([name], "marketer")
        assert theirs.ask("GET", f"/w/{name}/api/maps").status == 200
        front = theirs.ask("GET", "/", headers=HTML)
        assert front.headers["location"] in (f"/w/{name}/", "/map/map")


@pytest.mark.parametrize(
    "path", ["api/maps", "api/me", "api/map/map", "map/map", "changes", ""]
)
def test_another_workspace_is_answered_as_one_that_is_not(house: House, path: str) -> None:
    alpha = of(house, "alpha")
    for accept in ("text/html", "application/json"):
        answers = [
            alpha.ask("GET", f"/w/{name}/{path}", headers={"Accept": accept})
            for name in ("beta", "gone")
        ]
        assert [one.status for one in answers] == [404, 404]
        bodies = [
            one.body.replace(b"beta", b"NAME").replace(b"gone", b"NAME") for one in answers
        ]
        assert bodies[0] == bodies[1]
    changed = alpha.send("/w/beta/api/keys", kind="private", title="x")
    assert (changed.status, changed.json["code"]) == (404, "no_such_workspace")


def test_a_key_writes_into_its_own_workspace(house: House) -> None:
    before = {name: ledger_counts(house.folder / name).stored for name in house.keys}
    for name, n in (("alpha", 2), ("beta", 5)):
        batch = [{"userId": f"u{at}", "event": "x", "type": "track"} for at in range(n)]
        headers = {
            "Authorization": basic(house.keys[name] + ":"), "Content-Type": "application/json",
        }  # fmt: skip
        body = json.dumps({"batch": batch}).encode()
        assert house.serving.ask("POST", "/v1/batch", body, headers).status == 200
    after = {name: ledger_counts(house.folder / name).stored for name in house.keys}
    assert {name: after[name] - before[name] for name in after} == {"alpha": 2, "beta": 5}
    stranger = {"Authorization": basic("sk_nobody:"), "Content-Type": "application/json"}
    refused = house.serving.ask("POST", "/v1/track", b'{"userId":"u","event":"x"}', stranger)
    assert refused.status == 401


def test_events_may_be_sent_under_the_name_of_their_workspace(house: House) -> None:
    def sent(name: str, key: str, body: bytes = b'{"userId":"u","event":"x"}') -> Answer:
        headers = {
            "Authorization": basic(house.keys[key] + ":"), "Content-Type": "application/json",
        }  # fmt: skip
        return house.serving.ask("POST", f"/w/{name}/v1/track", body, headers)

    assert sent("alpha", "alpha").json["accepted"] == 1
    broken = sent("alpha", "alpha", b'{"userId":')
    assert (broken.status, broken.codes) == (400, ["invalid_json"])
    # A key of another workspace is nobody's here, and no name tells whether it is there.
    for name in ("beta", "gone"):
        refused = sent(name, "alpha")
        assert (refused.status, refused.codes) == (401, ["unknown_write_key"])


def test_what_is_made_in_one_workspace_is_nowhere_in_the_other(house: House) -> None:
    made = of(house, "beta").send("/w/beta/api/map/map/links", title="of beta")
    assert made.status == 200, made.body
    link = made.json["answer"]["link"]
    assert house.owner.get("/w/alpha/api/links") == {"links": []}
    [listed] = house.owner.get("/w/beta/api/links")["links"]
    assert listed["title"] == "of beta"
    path = link.removeprefix(house.serving.address)
    assert Browser(house.serving).ask("GET", path).status == 200
    ended = of(house, "alpha").send(f"/w/alpha/api/links/{listed['id']}", "DELETE")
    assert ended.status == 404


def test_an_invitation_opens_the_workspaces_it_was_made_for(house: House) -> None:
    asked: dict[str, Any] = {"role": "seo", "login": "petr", "places": {"beta": "seo"}}
    token = (
        house.owner.send("/api/invitations", **asked).json["answer"]["link"].partition("#")[2]
    )
    petr = Browser(house.serving)
    said = {"token": token, "name": "P", "login": "petr", "password": GOOD}
    came = petr.send("/api/invitations/accept", **said)
    assert came.json["answer"]["workspaces"] == ["beta"]
    assert petr.ask("GET", "/w/beta/api/maps").status == 200
    assert petr.ask("GET", "/w/alpha/api/maps").status == 404
    # Only an owner of the home looks after accounts.
    assert petr.ask("GET", "/w/beta/api/users").status == 403
    for places, code in (
        ({"gone": "seo"}, "no_such_workspace"),
        ({"beta": "owner"}, "owner_everywhere"),
        ({"beta": "god"}, "unknown_role"),
    ):
        refused = house.owner.send("/api/invitations", role="seo", places=places)
        assert refused.json["code"] == code


def test_the_terminal_knows_a_home(house: House, tmp_path: Path) -> None:
    for words, code in (
        (("serve", str(house.folder)), "served_already"),
        (("serve", str(house.folder / "alpha")), "served_already"),
        (("users", str(house.folder)), "workspace_in_use"),
    ):
        exit_code, said, fault = command(*words)
        assert (exit_code != 0, said) == (True, ""), words
        assert f"[{code}]" in fault, fault
    # Beside the server a workspace's command works with the accounts of the home.
    _, said, _ = command("users", str(house.folder / "alpha"), "--json")
    assert "anna@shop.ru" in said
    exit_code, _, fault = command("backup", str(house.folder), str(tmp_path / "copy.zip"))
    assert exit_code == 0, fault
    with zipfile.ZipFile(tmp_path / "copy.zip") as copy:
        whole = {"home.sqlite", "alpha/ledger.sqlite", "beta/ledger.sqlite", "beta/tropa.toml"}
        assert whole <= set(copy.namelist())
    home = tmp_path / "home"
    home.mkdir()
    new_workspace(home / "shop", "en")
    code, said, fault = command("users", str(home), "add", "bob", "--role", "owner", "--json")
    assert code == 0, fault
    only = ("--role", "seo", "--only", "shop")
    assert command("users", str(home), "add", "eve", *only)[0] == 0
    assert command("users", str(home), "add", "eve2", "--only", "gone")[0] != 0
    for words, expected in (
        (("users", str(home / "shop")), "accounts_of_home"),
        (("serve", str(home / "shop")), "part_of_home"),
    ):
        code, said, fault = command(*words)
        assert (code != 0, said) == (True, "")
        assert f"[{expected}]" in fault
