"""Who is let in to what, and what a stranger, another site or a strange text can do: nothing."""

# ruff: noqa: E501 - a row of a table is read as one line

import re
import socket
from collections.abc import Generator
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest

from contract.catalogue import in_one_shape
from contract.serving import (
    Answer,
    Serving,
    command,
    new_key,
    new_workspace,
    server,
    status_of,
)
from tropa.show.api.routes import ADDRESSES, Address

EVIL: Final = "<img src=x onerror=alert(1)>"
PAGES: Final = ("/", "/map/map", "/login", "/person/1", "/find?name=nobody", "/nowhere")
ANSWERS: Final = (
    "/api/maps",
    "/api/map/map",
    "/api/person?name=nobody",
    "/openapi.json",
    "/health",
)
HTML: Final = {"Accept": "text/html"}


@pytest.fixture(scope="module", autouse=True)
def somebody(serving: Serving) -> None:
    """A person whose every text is hostile."""
    said = {"name": EVIL, "email": "eve@shop.test", "company": EVIL}
    serving.post("/v1/identify", {"userId": EVIL, "traits": said})
    serving.post("/v1/track", {"userId": EVIL, "event": EVIL, "properties": {EVIL: EVIL}})
    serving.settled()


# ---------------------------------------------------------------- the name spoken to


@pytest.mark.parametrize(
    "host",
    ["evil.test", "evil.test:80", "127.0.0.1.evil.test", "localhost.evil.test", "", "tropa"],
)
@pytest.mark.parametrize(
    "path", ["/", "/api/maps", "/map/map/picture.svg", "/changes", "/health"]
)
def test_a_foreign_name_is_not_answered(serving: Serving, host: str, path: str) -> None:
    answer = serving.ask("GET", path, headers={"Host": host})
    assert answer.status == 400
    in_one_shape(answer)
    assert answer.json["code"] == "foreign_host"


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8600", "127.0.0.1", "[::1]:8600", "LOCALHOST", "192.168.0.7"],
)
def test_an_address_and_localhost_are_answered(serving: Serving, host: str) -> None:
    assert serving.ask("GET", "/api/maps", headers={"Host": host}).status == 200


def test_the_collector_is_known_by_any_name(serving: Serving) -> None:
    answer = serving.post("/v1/track", {"userId": "u1", "event": "x"}, Host="events.shop.test")
    assert answer.status == 200


# ---------------------------------------------------------------- the token

HOSTS: Final = "map.shop.test, other.test"
TOKEN: Final = "a-token-of-the-administrator"  # noqa: S105 - of a test


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Generator[Serving]:
    """A server on an address open to others."""
    folder = tmp_path_factory.mktemp("open") / "folder"
    new_workspace(folder, "en")
    _, key = new_key(folder)
    words = ("--host", "0.0.0.0")  # noqa: S104 - that is what is tried
    with server(folder, *words, lines=3, TROPA_TOKEN=TOKEN, TROPA_HOSTS=HOSTS) as running:
        running.keys["private"] = key
        yield running
    assert running.complaints() == ""


def test_an_open_address_tells_where_its_token_lies(opened: Serving) -> None:
    # What is no terminal may be a log that others read.
    assert TOKEN not in opened.said
    assert token_of(opened) == TOKEN


def token_of(running: Serving) -> str:
    """The token of the file the server names, which nobody else may read."""
    file = Path(running.said.splitlines()[2].strip())
    assert file.stat().st_mode & 0o777 == 0o600
    return file.read_text("utf-8").strip()


def test_a_name_may_be_given_by_the_administrator(opened: Serving) -> None:
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    for name, status in (("map.shop.test", 200), ("other.test:80", 200), ("evil.test", 400)):
        answer = opened.ask("GET", "/api/maps", headers={"Host": name, **bearer})
        assert answer.status == status


def test_a_token_is_made_where_none_is_given(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    new_workspace(folder, "en")
    with server(folder, "--host", "0.0.0.0", lines=3) as running:  # noqa: S104
        token = token_of(running)
        assert len(token) >= 32
        assert running.ask("GET", "/api/maps").status == 401
        bearer = {"Authorization": f"Bearer {token}"}
        assert running.ask("GET", "/api/maps", headers=bearer).status == 200


@pytest.mark.parametrize(
    "one", [one for one in ADDRESSES if one.method == "GET"], ids=lambda one: one.path
)
def test_without_the_token_nothing_is_read(opened: Serving, one: Address) -> None:
    answer = opened.ask("GET", re.sub(r"\{(\w+)(:\w+)?\}", "1", one.path))
    if one.right == "anyone":
        assert answer.status in (200, 404)
        return
    assert answer.status == 401
    assert answer.json["code"] == "token_needed"
    in_one_shape(answer)


def test_a_browser_without_the_token_is_led_to_where_it_is_asked_for(opened: Serving) -> None:
    for path, to in (("/", "/login"), ("/map/map", "/login?to=/map/map")):
        answer = opened.ask("GET", path, headers=HTML)
        assert answer.status == 303
        assert answer.headers["location"] == to
    assert opened.ask("GET", "/login", headers=HTML).status == 200


@pytest.mark.parametrize(
    "stated",
    [
        "Bearer wrong",
        "Bearer ",
        "Bearer",
        f"Basic {TOKEN}",
        TOKEN,
        f"Bearer {TOKEN}x",
        "Bearer ключ".encode().decode("latin-1"),
    ],
)
def test_a_wrong_token_opens_nothing(opened: Serving, stated: str) -> None:
    assert opened.ask("GET", "/api/maps", headers={"Authorization": stated}).status == 401


def test_a_token_in_the_address_opens_nothing(opened: Serving) -> None:
    assert opened.ask("GET", f"/api/maps?token={TOKEN}").status == 401


def signed_in(opened: Serving, token: str, **headers: str) -> Answer:
    form = {"Content-Type": "application/x-www-form-urlencoded", **headers}
    return opened.ask("POST", "/login", f"token={quote(token)}".encode(), form)


def test_the_token_becomes_a_cookie_that_is_not_the_token(opened: Serving) -> None:
    answer = signed_in(opened, TOKEN)
    assert answer.status == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"]
    assert {"httponly", "samesite=strict", "path=/"} <= {
        one.strip().lower() for one in cookie.split(";")
    }
    assert TOKEN not in cookie
    value = cookie.split(";")[0]
    assert opened.ask("GET", "/api/maps", headers={"Cookie": value}).status == 200
    assert opened.ask("GET", "/api/maps", headers={"Cookie": value + "0"}).status == 401


@pytest.mark.parametrize(
    "form",
    [
        b"token=wrong",
        b"",
        b"token",
        b"token=&token=x",
        b"\xff\xfe",
        b"a=1&" * 1_000,
        b"token=%00",
    ],
)
def test_a_wrong_sign_in_sets_no_cookie(opened: Serving, form: bytes) -> None:
    answer = opened.ask(
        "POST", "/login", form, {"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert answer.status == 401
    assert answer.headers["set-cookie"] is None


def test_a_sign_in_of_a_megabyte_is_refused(opened: Serving) -> None:
    answer = opened.ask("POST", "/login", b"token=" + b"x" * 1_000_000)
    assert answer.status == 400


def test_the_collector_asks_for_its_key_and_not_for_the_token(opened: Serving) -> None:
    assert opened.post("/v1/track", {"userId": "u1", "event": "x"}).status == 200
    bearer = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    answer = opened.ask("POST", "/v1/track", b'{"userId":"u1","event":"x"}', bearer)
    assert answer.status == 401


def test_a_write_key_reads_nothing(opened: Serving) -> None:
    for stated in (opened.basic(), f"Bearer {opened.keys['private']}"):
        assert opened.ask("GET", "/api/maps", headers={"Authorization": stated}).status == 401


# ---------------------------------------------------------------- pages of other sites

ORIGIN: Final = {"Origin": "https://evil.test", "Sec-Fetch-Site": "cross-site"}


@pytest.mark.parametrize("path", [*PAGES, *ANSWERS])
def test_no_other_site_may_read_ours(serving: Serving, path: str) -> None:
    answer = serving.ask("GET", path, headers=ORIGIN)
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    preflight = ORIGIN | {"Access-Control-Request-Method": "GET"}
    asked = serving.ask("OPTIONS", path, headers=preflight)
    assert asked.status in (404, 405)
    assert not [name for name in asked.headers if name.lower().startswith("access-control")]


def test_any_site_may_send_events_and_no_cookie_goes_with_them(serving: Serving) -> None:
    answer = serving.post("/v1/t", {"userId": "u1", "event": "x"}, "browser", **ORIGIN)
    assert answer.status == 200
    assert answer.headers["access-control-allow-origin"] == "https://evil.test"
    assert answer.headers["access-control-allow-credentials"] is None
    assert "origin" in answer.headers["vary"].lower()


def test_a_refusal_can_be_read_by_the_page_that_sent_the_event(serving: Serving) -> None:
    answer = serving.ask("POST", "/v1/t", b"{", {**ORIGIN, "Authorization": serving.basic()})
    assert answer.status == 400
    assert answer.headers["access-control-allow-origin"] == "https://evil.test"


def test_a_preflight_lets_through_the_headers_clients_add(serving: Serving) -> None:
    asked = {
        **ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,x-retry-count",
    }
    answer = serving.ask("OPTIONS", "/v1/b", headers=asked)
    assert answer.status in (200, 204)
    assert "x-retry-count" in answer.headers["access-control-allow-headers"]
    assert int(answer.headers["access-control-max-age"]) > 0


def test_a_preflight_is_no_way_to_put_words_in_our_mouth(serving: Serving) -> None:
    asked = {
        **ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "a;b(c)",
    }
    answer = serving.ask("OPTIONS", "/v1/b", headers=asked)
    assert "a;b" not in answer.headers["access-control-allow-headers"]


def test_the_browser_client_finds_its_settings(serving: Serving) -> None:
    answer = serving.ask("GET", "/v1/projects/pk_x/settings", headers=ORIGIN)
    assert answer.status == 200
    assert answer.json["integrations"]["Segment.io"]["apiKey"] == "pk_x"


# ---------------------------------------------------------------- keys


def test_a_key_that_is_switched_off_is_refused_within_seconds(serving: Serving) -> None:
    folder = str(serving.folder)
    source, key = new_key(serving.folder)
    serving.keys["brief"] = key
    assert serving.post("/v1/track", {"userId": "u1", "event": "x"}, "brief").status == 200
    assert command("keys", folder, "--off", source)[0] == 0
    answers = (
        serving.post("/v1/track", {"userId": "u1", "event": "x"}, "brief") for _ in range(5_000)
    )
    assert next(one for one in answers if one.status != 200).json["code"] == "source_disabled"
    assert command("keys", folder, "--on", source)[0] == 0


def test_no_key_and_no_event_stands_in_the_log_or_in_clear_on_disk(serving: Serving) -> None:
    for path in serving.folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for key in serving.keys.values():
                assert key.encode() not in data, path
    assert serving.complaints() == ""


# ---------------------------------------------------------------- headers, addresses, texts


@pytest.mark.parametrize("path", [*PAGES, *ANSWERS, "/assets/page.js", "/map/map/picture.svg"])
def test_every_answer_forbids_what_a_page_of_ours_never_does(
    serving: Serving, path: str
) -> None:
    headers = serving.ask("GET", path, headers=HTML).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    script = next(one for one in policy.split(";") if "script-src" in one)
    assert "unsafe" not in script
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] in ("no-referrer", "same-origin")
    assert headers["server"] is None


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../../../../etc/passwd",
        "/assets/..%2f..%2f..%2fpyproject.toml",
        "/assets/%2e%2e/%2e%2e/serve.py",
        "/assets/page.js%00.css",
        "/assets/",
        "/assets//etc/passwd",
        "/assets/..\\..\\x",
        "/map/..%2f..%2ftropa.toml",
        "/map/../tropa.toml",
        "/map/%2e%2e",
        "/map/map%00",
        "/map/.tropa.sock",
        "/map/map/people/..%2f..%2fx",
        "/map/" + "m" * 5_000,
        "/person/-1",
        "/person/0",
        "/person/1.5",
        "/person/99999999999999999999999999",
        "/api/person/99999999999999999999999999",
        "/api/person/9223372036854775807",
        "/api/map/nowhere",
        "/api/map/map/people/nonsense",
        "/api/map/map/people/" + "x/" * 500,
        "/api/map/%3Cscript%3E",
        "/tropa.toml",
        "/ledger.sqlite",
        "/.git/config",
        "/%00",
        "/%ff%fe",
        "//evil.test/",
        "/map//map",
    ],
)  # fmt: skip
def test_an_address_leads_nowhere_else(serving: Serving, path: str) -> None:
    for accept in ({}, HTML):
        answer = serving.ask("GET", path, headers=accept)
        assert answer.status == 404, answer.body[:200]
        assert b"root:" not in answer.body
        assert EVIL.encode() not in answer.body
        if not accept:
            in_one_shape(answer)


def no_script(answer: Answer) -> None:
    """In a page no text of a stranger is a tag; JSON is never taken for a page."""
    if answer.headers["content-type"].startswith("application/json"):
        assert answer.headers["x-content-type-options"] == "nosniff"
    else:
        assert b"<script>" not in answer.body


@pytest.mark.parametrize(
    "path", ["/api/map/map", "/map/map", "/map/map/picture.svg", "/api/map/map/people/open"]
)
@pytest.mark.parametrize(
    "asked",
    [
        "as_of=yesterday",
        "as_of=2026-02-30",
        "as_of=99999-01-01",
        "as_of=9999-12-31T23:59:59Z",
        "as_of=%00",
        "as_of=" + "9" * 400,
        "from=x",
        "to=%F0%9F%98%80",
        "within=soon",
        "within=0d",
        "within=-5d",
        "within=999999999999d",
        "edition=first",
        "edition=-1",
        "edition=99999999999999999999",
        "edition=٣",
        "as_of=%3Cscript%3E",
    ],
)
def test_a_question_that_is_none_is_told_so(serving: Serving, path: str, asked: str) -> None:
    asked = quote(asked, safe="=%")
    for accept in ({}, HTML):
        answer = serving.ask("GET", f"{path}?{asked}", headers=accept)
        assert answer.status in (400, 404, 409, 422), answer.body[:300]
        if accept:
            no_script(answer)
        else:
            in_one_shape(answer)


@pytest.mark.parametrize(
    "asked",
    [
        "as_of=0001-01-02",
        "as_of=9998-12-31T23:59:59Z",
        "from=9999-01-01&to=0001-01-01",
        "within=1s",
        "lang=xx",
        "lang=%3Cscript%3E",
        "a=" + "b" * 8_000,
        "edition=",
    ],
)
def test_an_odd_question_is_answered_all_the_same(serving: Serving, asked: str) -> None:
    for path in ("/api/map/map", "/map/map"):
        answer = serving.ask("GET", f"{path}?{asked}", headers=HTML)
        assert answer.status == 200, answer.body[:300]
        assert b"<script>" not in answer.body


@pytest.mark.parametrize(
    "name",
    [
        "",
        "%20",
        "nobody",
        "user:",
        ":",
        "user:%00",
        "deal:x",
        "email:not-an-address",
        "phone:12",
        "%3Cscript%3E",
        "x" * 3_000,
        "%ff",
        "1e999",
        "9" * 30,
    ],
)
def test_nobody_is_found_by_a_name_that_is_nobodys(serving: Serving, name: str) -> None:
    for path in ("/api/person", "/find"):
        answer = serving.ask("GET", f"{path}?name={name}")
        assert answer.status == 404, answer.body[:200]
        in_one_shape(answer)
        no_script(serving.ask("GET", f"{path}?name={name}", headers=HTML))


def test_whatever_people_are_called_is_only_text(serving: Serving) -> None:
    number = serving.ask("GET", "/api/person?name=eve@shop.test").json["answer"]["person"]
    looked = [f"/person/{number}", "/map/map", "/map/map/picture.svg", "/map/map/people/open"]
    for path in looked:
        page = serving.ask("GET", path, headers=HTML).body.decode()
        assert EVIL not in page, path
        assert "<img src=x" not in page
    assert (
        "&lt;img src=x onerror=alert(1)&gt;"
        in serving.ask("GET", looked[0], headers=HTML).body.decode()
    )


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"]
)
@pytest.mark.parametrize("path", ["/", "/map/map", "/api/maps", "/health", "/nowhere"])
def test_another_site_changes_nothing(serving: Serving, method: str, path: str) -> None:
    answer = serving.ask(method, path, headers=ORIGIN)
    in_one_shape(answer)
    if any((one.method, one.path) == (method, path) for one in ADDRESSES):
        assert (answer.status, answer.json["code"]) == (403, "foreign_origin")
        return
    assert answer.status in (404, 405)
    if answer.status == 405:
        assert "GET" in answer.headers["allow"]


def test_a_head_is_an_answer_without_its_body(serving: Serving) -> None:
    for path in ("/health", "/map/map", "/nowhere"):
        answer = serving.ask("HEAD", path)
        assert answer.status in (200, 404, 405)
        assert answer.body == b""


def test_a_websocket_is_not_spoken(serving: Serving) -> None:
    data = (
        b"GET /changes HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
        b"Upgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        b"Sec-WebSocket-Version: 13\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", serving.port), timeout=30) as line:
        line.sendall(data)
        assert status_of(line.recv(200)) in (200, 400, 426)
