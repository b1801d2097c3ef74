"""Accounts over HTTP: coming in, looking after others, and what nobody gets by asking oddly."""

# ruff: noqa: S106, PIE804 - invented passwords

import json
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

import pytest

from contract.accounts import BETTER, GOOD, Browser, asked_and_left, link_of
from contract.catalogue import in_one_shape
from contract.serving import Serving, command, new_workspace, server

HTML: Final = {"Accept": "text/html"}
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
TOKEN: Final = "for-programs-" + "x" * 30


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Generator[Serving]:
    """A server whose owner has just come in by the link of the terminal."""
    folder = tmp_path_factory.mktemp("users") / "folder"
    new_workspace(folder, "en")
    with server(folder, lines=4, TROPA_TOKEN=TOKEN, TROPA_PROXIES="127.0.0.1") as running:
        nobody = Browser(running)
        # Until then this machine is let in without asking.
        before = nobody.get("/api/me")
        assert before["user"] is None
        assert (before["open"], before["accounts"]) == (True, False)
        assert "users.manage" in before["rights"]
        assert nobody.ask("GET", "/api/maps").status == 200
        refused = nobody.send("/api/users", name="B", login="b", role="seo", password=BETTER)
        assert refused.json["code"] == "first_is_owner"
        said = {"name": "Анна", "login": "Anna@Shop.ru", "password": GOOD}
        wrong = nobody.send("/api/welcome", token=link_of(running) + "x", **said)
        assert (wrong.status, wrong.json["code"]) == (400, "link_spent")
        came = nobody.send("/api/welcome", token=link_of(running), **said)
        assert came.status == 200, came.body
        assert came.json["answer"]["user"]["role"] == "owner"
        assert not list(folder.glob("*.txt"))
        yield running
    assert running.complaints() == ""


@pytest.fixture
def owner(shop: Serving) -> Browser:
    return Browser(shop).signed("anna@shop.ru")


def somebody(owner: Browser, login: str, role: str = "seller") -> dict[str, Any]:
    answer = owner.send("/api/users", name=login, login=login, role=role, password=GOOD)
    assert answer.status == 200, answer.body
    made: dict[str, Any] = answer.json["answer"]
    return made


# ---------------------------------------------------------------- coming in


def test_the_link_of_the_terminal_opens_once(shop: Serving) -> None:
    again = Browser(shop).send(
        "/api/welcome", token=link_of(shop), name="E", login="eve", password=BETTER
    )
    assert (again.status, again.json["code"]) == (400, "link_spent")


def test_signed_out_nothing_is_open_any_more(shop: Serving) -> None:
    nobody = Browser(shop)
    me = nobody.get("/api/me")
    assert (me["user"], me["open"], me["accounts"], me["rights"]) == (None, False, True, [])
    answer = nobody.ask("GET", "/api/maps")
    assert (answer.status, answer.json["code"]) == (401, "sign_in_needed")
    in_one_shape(answer)
    assert nobody.ask("GET", "/api/nowhere").status == 401


def test_signing_in_and_out(shop: Serving) -> None:
    one = Browser(shop)
    answer = one.send("/api/sign-in", login=" ANNA@shop.ru ", password=GOOD)
    user = answer.json["answer"]["user"]
    assert (user["name"], user["login"], user["role"]) == ("Анна", "Anna@Shop.ru", "owner")
    cookie = answer.headers["set-cookie"]
    assert {"httponly", "samesite=lax", "path=/", "max-age=604800"} <= {
        part.strip().lower() for part in cookie.split(";")
    }
    value = one.cookies["tropa"]
    assert len(value) >= 43
    assert value.encode() not in answer.body
    assert one.get("/api/me")["user"] == user
    assert one.ask("GET", "/api/maps").status == 200
    other = Browser(shop)
    other.cookies = dict(one.cookies)
    assert one.send("/api/sign-out").json["answer"]["user"] is None
    assert one.cookies == {}
    assert other.ask("GET", "/api/maps").status == 401


def test_each_sign_in_is_a_new_session_and_ends_the_one_before(shop: Serving) -> None:
    one = Browser(shop).signed("anna@shop.ru")
    before = dict(one.cookies)
    one.signed("anna@shop.ru")
    assert one.cookies != before
    old = Browser(shop)
    old.cookies = before
    assert old.ask("GET", "/api/maps").status == 401
    # A session that somebody else put there is not taken over.
    planted = Browser(shop)
    planted.cookies = {"tropa": "planted" * 6}
    assert planted.signed("anna@shop.ru").cookies["tropa"] != "planted" * 6


def test_over_tls_the_cookie_is_of_this_very_host(shop: Serving) -> None:
    behind = Browser(shop, **{"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.5"})
    answer = behind.send("/api/sign-in", login="anna@shop.ru", password=GOOD)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-tropa=")
    assert {"secure", "httponly", "path=/"} <= {
        part.strip().lower() for part in cookie.split(";")
    }
    assert "domain" not in cookie.lower()
    assert behind.ask("GET", "/api/maps").status == 200
    entries = behind.get("/api/audit")["entries"]
    assert (entries[0]["what"], entries[0]["address"]) == ("signed_in", "203.0.113.5")


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("anna@shop.ru", BETTER),
        ("nobody@shop.ru", GOOD),
        ("' OR 1=1 --", "' OR 1=1 --"),
        ("anna@shop.ru\x00", GOOD),
        ("", ""),
    ],
)
def test_whatever_is_wrong_is_answered_alike(shop: Serving, login: str, password: str) -> None:
    apart = Browser(shop, **{"X-Forwarded-For": f"198.51.100.{len(login + password)}"})
    answer = apart.send("/api/sign-in", login=login, password=password)
    assert (answer.status, answer.json["code"]) == (401, "sign_in_wrong")
    assert answer.headers["set-cookie"] is None
    in_one_shape(answer)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "invalid_json"),
        (b"{", "invalid_json"),
        (b"\xff", "invalid_json"),
        (b'{"login":"\\ud800","password":"x"}', "invalid_json"),
        (b"[]", "field_wrong"),
        (b"null", "field_wrong"),
        (b'{"login":"a"}', "field_wrong"),
        (b'{"login":1,"password":"x"}', "field_wrong"),
        (b'{"login":"a","password":["x"]}', "field_wrong"),
        (b'{"login":"a","password":"x","role":"owner"}', "field_wrong"),
        (b'{"login":"a","password":"' + b"x" * 1_100 + b'"}', "password_too_long"),
        (b'{"login":"a","password":"a\\u0000b"}', "password_odd"),
        (b'{"login":"a","password":"' + b"x" * 9_000 + b'"}', "body_too_large"),
    ],
)
def test_what_is_no_sign_in_is_told_so(shop: Serving, body: bytes, code: str) -> None:
    away = Browser(shop, **{"X-Forwarded-For": f"198.51.100.{len(body) % 200}"})
    answer = away.ask("POST", "/api/sign-in", body)
    assert (answer.status, answer.json["code"]) == (400, code)
    in_one_shape(answer)


def test_whoever_guesses_on_is_sent_away_and_the_owner_is_not(shop: Serving) -> None:
    guesser = Browser(shop, **{"X-Forwarded-For": "192.0.2.66"})
    said = [
        guesser.send("/api/sign-in", **{"login": f"guess{n}@shop.ru", "password": GOOD})
        for n in range(10)
    ]
    assert {one.json["code"] for one in said} == {"sign_in_wrong"}
    with ExitStack() as lines:
        # Those who must wait are held; nobody waits for their answers here. Within two seconds
        # one of them gets its turn half a minute away, and the line is too long for a while.
        for n in range(10):
            lines.enter_context(asked_and_left(shop, f"more{n}@shop.ru", "192.0.2.66"))
        sent_away = Browser(shop, **{"X-Forwarded-For": "192.0.2.66"}).send(
            "/api/sign-in", **{"login": "anna@shop.ru", "password": GOOD}
        )
        assert (sent_away.status, sent_away.json["code"]) == (429, "too_many_tries")
        assert int(sent_away.headers["retry-after"]) > 0
        Browser(shop).signed("anna@shop.ru")


# ---------------------------------------------------------------- looking after others


def test_an_invitation_brings_somebody_in_once(owner: Browser, shop: Serving) -> None:
    made = owner.send("/api/invitations", role="seller", name="Пётр").json["answer"]
    assert made["link"].startswith(f"{shop.address}/invitation#")
    token = made["link"].partition("#")[2]
    listed = owner.get("/api/users")["invitations"]
    assert [one["name"] for one in listed if one["id"] == made["id"]] == ["Пётр"]
    assert token not in json.dumps(listed)
    newcomer = Browser(shop)
    said = {"token": token, "name": "Пётр", "login": "petr@shop.ru", "password": BETTER}
    taken = newcomer.send("/api/invitations/accept", **{**said, "login": "ANNA@SHOP.RU"})
    assert (taken.status, taken.json["code"]) == (409, "login_taken")
    came = newcomer.send("/api/invitations/accept", **said)
    assert came.json["answer"]["user"]["role"] == "seller"
    assert newcomer.get("/api/me")["user"]["login"] == "petr@shop.ru"
    again = Browser(shop).send("/api/invitations/accept", **{**said, "login": "eve"})
    assert again.json["code"] == "link_spent"
    refused = newcomer.ask("GET", "/api/users")
    assert (refused.status, refused.json["code"]) == (403, "not_allowed")


def test_an_invitation_is_taken_back(owner: Browser) -> None:
    made = owner.send("/api/invitations", role="viewer").json["answer"]
    assert owner.send(f"/api/invitations/{made['id']}", "DELETE").status == 200
    gone = owner.send(f"/api/invitations/{made['id']}", "DELETE")
    assert (gone.status, gone.json["code"]) == (404, "no_such_invitation")


def test_another_role_or_a_closed_account_ends_what_was_open(
    owner: Browser, shop: Serving
) -> None:
    user = somebody(owner, "role@shop.ru")
    theirs = Browser(shop).signed("role@shop.ru")
    changed = owner.send(f"/api/users/{user['id']}", "PATCH", role="analyst")
    assert changed.json["answer"]["role"] == "analyst"
    assert theirs.ask("GET", "/api/maps").status == 401
    theirs.signed("role@shop.ru")
    assert "questions.ask" in theirs.get("/api/me")["rights"]
    owner.send(f"/api/users/{user['id']}", "PATCH", disabled=True)
    assert theirs.ask("GET", "/api/maps").status == 401
    refused = theirs.send("/api/sign-in", login="role@shop.ru", password=GOOD)
    assert refused.json["code"] == "sign_in_wrong"


def test_the_last_owner_stays(owner: Browser) -> None:
    me = owner.get("/api/me")["user"]["id"]
    for change in ({"role": "viewer"}, {"disabled": True}):
        answer = owner.send(f"/api/users/{me}", "PATCH", **change)
        assert (answer.status, answer.json["code"]) == (409, "last_owner")
    assert owner.get("/api/me")["user"]["role"] == "owner"


def test_ones_own_password_and_somebody_elses(owner: Browser, shop: Serving) -> None:
    user = somebody(owner, "own@shop.ru")
    one, other = Browser(shop).signed("own@shop.ru"), Browser(shop).signed("own@shop.ru")
    mine = f"/api/users/{user['id']}/password"
    wrong = one.send(mine, password=BETTER)
    assert (wrong.status, wrong.json["code"]) == (403, "current_wrong")
    assert one.send(mine, password="own@shop.ru!!", current=GOOD).json["code"] == (
        "password_personal"
    )
    assert one.send(mine, password=BETTER, current=GOOD).status == 200
    assert one.ask("GET", "/api/maps").status == 200
    assert other.ask("GET", "/api/maps").status == 401
    boss = owner.get("/api/me")["user"]["id"]
    foreign = one.send(f"/api/users/{boss}/password", password=BETTER, current=BETTER)
    assert (foreign.status, foreign.json["code"]) == (403, "not_allowed")
    assert owner.send(mine, password=GOOD).status == 200
    assert one.ask("GET", "/api/maps").status == 401
    one.signed("own@shop.ru")


@pytest.mark.parametrize(
    ("method", "path", "fields", "status", "code"),
    [
        ("POST", "/api/users", {"role": "god"}, 400, "unknown_role"),
        ("POST", "/api/users", {"login": "a b"}, 400, "login_wrong"),
        ("POST", "/api/users", {"login": "a\x00b"}, 400, "login_wrong"),
        ("POST", "/api/users", {"name": "\u202eowner"}, 400, "name_wrong"),
        ("POST", "/api/users", {"password": "short"}, 400, "password_short"),
        ("POST", "/api/users", {"password": "Password2026!"}, 400, "password_common"),
        ("POST", "/api/users", {"login": "anna@SHOP.ru"}, 409, "login_taken"),
        ("POST", "/api/users", {"disabled": False}, 400, "field_wrong"),
        ("PATCH", "/api/users/u0", {"role": "seo"}, 404, "no_such_user"),
        ("PATCH", "/api/users/%00", {"role": "seo"}, 404, "no_such_user"),
        ("PATCH", "/api/users/u0", {"password": BETTER}, 400, "field_wrong"),
        ("PATCH", "/api/users/u0", {"disabled": "yes"}, 400, "field_wrong"),
        ("POST", "/api/users/u0/password", {"password": BETTER}, 404, "no_such_user"),
        ("DELETE", "/api/invitations/i0", {}, 404, "no_such_invitation"),
        ("POST", "/api/invitations", {"role": ""}, 400, "unknown_role"),
        ("POST", "/api/invitations", {"role": "seo", "name": "x" * 121}, 400, "name_wrong"),
    ],
)
def test_what_will_not_do_is_refused_by_name(
    owner: Browser, method: str, path: str, fields: dict[str, Any], status: int, code: str
) -> None:
    new = {"name": "N", "login": "new@shop.ru", "role": "seo", "password": BETTER}
    said = {**new, **fields} if (method, path) == ("POST", "/api/users") else fields
    answer = owner.send(path, method, **said)
    assert (answer.status, answer.json["code"]) == (status, code), answer.body
    in_one_shape(answer)
    assert "new@shop.ru" not in [one["login"] for one in owner.get("/api/users")["users"]]


def test_hostile_names_are_only_text(owner: Browser) -> None:
    evil = "<img src=x onerror=alert(1)>'; DROP TABLE user; --"
    made = owner.send(
        "/api/users",
        **{"name": evil, "login": "evil'--@shop.ru", "role": "viewer", "password": GOOD},
    ).json["answer"]
    assert made["name"] == evil
    theirs = Browser(owner.serving).signed("EVIL'--@shop.ru")
    page = theirs.ask("GET", "/map/map", headers=HTML).body.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_the_journal_says_who_did_what_and_is_only_the_owners(owner: Browser) -> None:
    user = somebody(owner, "told@shop.ru", "seo")
    first = owner.get("/api/audit?limit=1")
    [entry] = first["entries"]
    assert (entry["what"], entry["about"], entry["about_name"]) == (
        "user_added", user["id"], "told@shop.ru",
    )  # fmt: skip
    assert entry["who"]["login"] == "Anna@Shop.ru"
    assert entry["details"] == {"role": "seo"}
    older = owner.get(f"/api/audit?limit=1&before={first['next']}")["entries"]
    assert older[0]["id"] < entry["id"]
    for odd in ("before=x", "before=-1", "limit=0", "limit=99999999999999999999", "before=%00"):
        assert owner.ask("GET", f"/api/audit?{odd}").status == 200


# ---------------------------------------------------------------- pages without an app


def test_a_page_signs_one_in_and_leads_back(shop: Serving) -> None:
    one = Browser(shop, **HTML)
    sent = one.ask("GET", "/map/map?as_of=2026-01-01")
    assert sent.status == 303
    assert sent.headers["location"] == f"/login?to=/map/map{quote('?as_of=2026-01-01')}"
    page = one.ask("GET", sent.headers["location"]).body.decode()
    assert 'name="password"' in page
    assert 'value="/map/map?as_of=2026-01-01"' in page
    wrong = {"login": 'anna@shop.ru"><b>', "password": BETTER, "to": "/map/map"}
    answer = one.ask("POST", "/login", urlencode(wrong).encode(), FORM)
    assert answer.status == 401
    assert b"<b>" not in answer.body
    right = {"login": "anna@shop.ru", "password": GOOD, "to": "/map/map?as_of=2026-01-01"}
    answer = one.ask("POST", "/login", urlencode(right).encode(), FORM)
    assert (answer.status, answer.headers["location"]) == (303, right["to"])
    page = one.ask("GET", "/map/map").body.decode()
    assert 'action="/logout"' in page
    assert one.ask("POST", "/logout").status == 303
    assert one.ask("GET", "/map/map").status == 303


@pytest.mark.parametrize(
    "to",
    [
        "//evil.test", "/\\evil.test", "https://evil.test", "javascript:alert(1)", "\\evil",
        "/%0d%0aSet-Cookie: x=y\r\n", "evil.test", "/x\\@evil.test", "/\t/evil.test",
    ],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(shop: Serving, to: str) -> None:
    form = urlencode({"login": "anna@shop.ru", "password": GOOD, "to": to}).encode()
    answer = Browser(shop).ask("POST", "/login", form, FORM)
    assert (answer.status, answer.headers["location"]) == (303, "/")


def test_pages_of_links_need_no_script_and_know_no_secret(
    owner: Browser, shop: Serving
) -> None:
    made = owner.send("/api/invitations", role="service").json["answer"]
    token = made["link"].partition("#")[2]
    newcomer = Browser(shop, **HTML)
    page = newcomer.ask("GET", "/invitation").body.decode()
    assert token not in page
    assert "data-from-link" in page
    said = {"token": token, "name": "Сева", "login": "seva@shop.ru", "password": "short"}
    answer = newcomer.ask("POST", "/invitation", urlencode(said).encode(), FORM)
    assert answer.status == 400
    assert "Сева" in answer.body.decode()
    assert b'value="short"' not in answer.body
    said["password"] = BETTER
    answer = newcomer.ask("POST", "/invitation", urlencode(said).encode(), FORM)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert newcomer.ask("GET", "/map/map").status == 200
    spent = Browser(shop).ask("POST", "/welcome", urlencode(said).encode(), FORM)
    assert spent.status == 400


# ---------------------------------------------------------------- programs, terminal, disk


def test_a_program_with_the_token_goes_on_working(shop: Serving) -> None:
    program = Browser(shop, Authorization=f"Bearer {TOKEN}")
    assert program.ask("GET", "/api/maps").status == 200
    assert program.get("/api/me")["user"] is None
    assert "users.manage" in program.get("/api/me")["rights"]
    assert Browser(shop, Authorization="Bearer x").ask("GET", "/api/maps").status == 401


def test_the_terminal_looks_after_accounts_beside_the_server(
    shop: Serving, owner: Browser
) -> None:
    folder = str(shop.folder)
    code, said, fault = command("users", folder, "add", "term@shop.ru", "--json")
    assert code == 0, fault
    made = json.loads(said)["answer"]
    assert made["role"] == "viewer"
    theirs = Browser(shop).signed("term@shop.ru", made["password"])
    assert command("users", folder, "role", "TERM@shop.ru", "seo")[0] == 0
    assert theirs.ask("GET", "/api/maps").status == 401
    theirs.signed("term@shop.ru", made["password"])
    assert command("users", folder, "disable", "term@shop.ru")[0] == 0
    assert theirs.ask("GET", "/api/maps").status == 401
    assert command("users", folder, "enable", "term@shop.ru")[0] == 0
    code, said, fault = command("users", folder, "password", "term@shop.ru", "--json")
    assert json.loads(said)["answer"]["password"] != made["password"]
    code, said, fault = command("users", folder, "invite", "seo", "--name", "Ян", "--json")
    token = json.loads(said)["answer"]["link"].partition("#")[2]
    came = Browser(shop).send(
        "/api/invitations/accept", token=token, name="Ян", login="yan", password=BETTER
    )
    assert came.json["answer"]["user"]["role"] == "seo"
    code, said, _ = command("users", folder)
    assert "term@shop.ru" in said
    assert "yan" in said
    listed = json.loads(command("users", folder, "list", "--json")[1])["answer"]
    assert {one["login"] for one in listed} == {
        one["login"] for one in owner.get("/api/users")["users"]
    }
    for words, expected in (
        (("role", "nobody", "seo"), "no_such_user"),
        (("role", "yan", "god"), "unknown_role"),
        (("role", "yan"), "unknown_role"),
        (("invite", "god"), "unknown_role"),
        (("disable", "anna@shop.ru"), "last_owner"),
        (("disable",), "users_of_whom"),
        (("add", "anna@shop.ru"), "login_taken"),
    ):
        code, said, fault = command("users", folder, *words)
        assert (code, said) == (2, ""), words
        assert f"[{expected}]" in fault


def test_no_secret_stands_in_the_log_or_in_clear_on_disk(shop: Serving, owner: Browser) -> None:
    made = owner.send("/api/invitations", role="viewer").json["answer"]
    secrets = [
        GOOD, BETTER, owner.cookies["tropa"], made["link"].partition("#")[2], link_of(shop)
    ]  # fmt: skip
    for path in (*shop.folder.rglob("*"), shop.log):
        if path.is_file():
            data = path.read_bytes()
            for one in secrets:
                assert one.encode() not in data, path


def test_sessions_outlive_a_new_start_and_no_link_is_made_then(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    new_workspace(folder, "en")
    code, said, fault = command("users", str(folder), "add", "bob", "--role", "owner", "--json")
    assert code == 0, fault
    password = json.loads(said)["answer"]["password"]
    words = ("--host", "0.0.0.0")  # noqa: S104 - that is what is tried
    with server(folder, *words, lines=2) as first:
        assert "#" not in first.said
        assert "token" not in first.said.lower()
        browser = Browser(first).signed("bob", password)
    with server(folder, lines=2) as second:
        browser.serving = second
        assert browser.get("/api/me")["user"]["login"] == "bob"


def test_on_an_open_address_the_link_makes_the_owner_too(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    new_workspace(folder, "en")
    words = ("--host", "0.0.0.0")  # noqa: S104 - that is what is tried
    with server(folder, *words, lines=6) as running:
        nobody = Browser(running)
        me = nobody.get("/api/me")
        assert (me["open"], me["accounts"], me["rights"]) == (False, False, [])
        assert (folder / "token.txt").read_text("utf-8").strip() not in running.said
        refused = nobody.send("/api/users", name="E", login="e", role="owner", password=GOOD)
        assert (refused.status, refused.json["code"]) == (401, "token_needed")
        came = nobody.send(
            "/api/welcome", token=link_of(running), name="A", login="anna", password=GOOD
        )
        assert came.status == 200, came.body
        assert nobody.ask("GET", "/api/maps").status == 200
        assert Browser(running).ask("GET", "/api/maps").json["code"] == "sign_in_needed"
