"""The catalogue's cases of the app: tried one by one, by their ids, on a running server."""

import csv
import json
import re
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import quote, urlencode

import apsw
import pytest

from contract.accounts import BETTER, GOOD, Browser, asked_and_left, link_of
from contract.catalogue import Case, cases, in_one_shape
from contract.catalogue import case as case_of
from contract.later import LATER
from contract.serving import Answer, Serving, command, new_key, new_workspace, server
from tropa.clock import DAY, HOUR, MINUTE
from tropa.show.api.pages.bundle import is_built
from tropa.show.api.routes import ADDRESSES, Address
from tropa.show.paper.exported import FORMS
from tropa.users.links import LASTS
from tropa.users.rights import ROLES
from tropa.users.sessions import IDLE, WHOLE

AWAY: Final = {"X-Forwarded-Proto": "https"}
MAP: Final = """\
tropa: 1
map: map
title: A shop
timezone: UTC
currency: RUB
stages:
  - {stage: asked, title: Asked}
  - {stage: bought, title: Bought, enter: did payment}
touchpoints:
  - {touchpoint: form, title: Form, stage: asked, event: a, from: buyer}
  - {touchpoint: payment, title: Payment, stage: bought, event: paid, from: buyer}
sale: did payment
"""
ENDLESS: Final = "/changes"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Generator[Serving]:
    """A server behind a proxy, with an owner and somebody of each other role."""
    folder = tmp_path_factory.mktemp("web_app") / "folder"
    new_workspace(folder, "en")
    (folder / "maps" / "map.yaml").write_text(MAP, "utf-8")
    _, key = new_key(folder)
    with server(folder, lines=3, TROPA_PROXIES="127.0.0.1") as running:
        running.keys["private"] = key
        said = {"name": "Anna", "login": "anna@shop.ru", "password": GOOD}
        boss = Browser(running)
        assert boss.send("/api/welcome", token=link_of(running), **said).status == 200
        for role in ROLES[1:]:
            made = boss.send("/api/users", name=role, login=role, role=role, password=GOOD)
            assert made.status == 200, made.body
        yield running
    assert running.complaints() == ""


@pytest.fixture(scope="module")
def owner(shop: Serving) -> Browser:
    return Browser(shop, **{"X-Forwarded-For": "192.0.2.1"}).signed("anna@shop.ru")


def as_expected(id_: str, *answers: Answer) -> None:
    """What the catalogue says must come of it."""
    expected = case_of(id_).expected
    for answer in answers:
        assert answer.status in expected["status"], (answer.status, answer.body)
        if "application/json" in answer.headers.get("content-type", ""):
            in_one_shape(answer)
    if "code" in expected:
        assert expected["code"] in [one.json["code"] for one in answers if one.status >= 400]


# ---------------------------------------------------------------- accounts and sessions


@pytest.mark.parametrize("change", [{"role": "viewer"}, {"disabled": True}])
def test_web_007_the_last_owner_stays_one(owner: Browser, change: dict[str, Any]) -> None:
    me = owner.get("/api/me")["user"]
    as_expected("WEB-007", owner.send(f"/api/users/{me['id']}", "PATCH", **change))
    assert owner.ask("DELETE", f"/api/users/{me['id']}").status == 405
    assert owner.get("/api/me")["user"] == me


def test_web_008_guessing_grows_slower_and_locks_nobody_out(shop: Serving) -> None:
    place = {"X-Forwarded-For": "203.0.113.8"}
    said = [
        Browser(shop, **place).send("/api/sign-in", login="seo", password=BETTER)
        for _ in range(5)
    ]
    with ExitStack() as lines:
        # Those who must wait now are held by the server; nobody here waits for them.
        for _ in range(5):
            lines.enter_context(asked_and_left(shop, "seo", "203.0.113.8", BETTER))
        for n in range(6):
            lines.enter_context(asked_and_left(shop, f"seo-{n}", "203.0.113.8", BETTER))
        sent_away = Browser(shop, **place).send("/api/sign-in", login="seo", password=GOOD)
        as_expected("WEB-008", *said, sent_away)
        assert sent_away.status == 429
        assert int(sent_away.headers["retry-after"]) > 0
        elsewhere = Browser(shop, **{"X-Forwarded-For": "203.0.113.9"})
        assert elsewhere.signed("seo").get("/api/me")["user"]["login"] == "seo"


def test_web_009_who_is_unknown_is_answered_as_who_is_wrong(shop: Serving) -> None:
    here = Browser(shop, **{"X-Forwarded-For": "203.0.113.10"})
    wrong = here.send("/api/sign-in", login="seller", password=BETTER)
    unknown = here.send("/api/sign-in", login="nobody@shop.ru", password=BETTER)
    as_expected("WEB-009", wrong, unknown)
    assert wrong.body == unknown.body
    assert sorted(wrong.headers.keys()) == sorted(unknown.headers.keys())


@pytest.mark.parametrize("size", [1_048_576, 8_000])
def test_web_010_a_very_long_password_is_not_even_hashed(shop: Serving, size: int) -> None:
    here = Browser(shop, **{"X-Forwarded-For": "203.0.113.11"})
    answer = here.send("/api/sign-in", login="seller", password="x" * size)
    if size > 8_192:
        as_expected("WEB-010", answer)
    assert (answer.status, answer.headers["set-cookie"]) == (400, None)
    in_one_shape(answer)


@pytest.mark.slow
def test_web_011_a_crowd_at_the_door_takes_little_memory(shop: Serving) -> None:
    def knock(n: int) -> Answer:
        place = {"X-Forwarded-For": f"198.18.0.{n}"}
        return Browser(shop, **place).send("/api/sign-in", login=f"c{n}", password=BETTER)

    def track(n: int) -> Answer:
        return shop.post("/v1/track", {"userId": f"crowd-{n}", "event": "came"})

    # What anybody at all costs, the first time: kernels, and room for two passwords at once.
    for n in (200, 201):
        assert (knock(n).status, track(n).status) == (401, 200)
    shop.settled()
    before = memory_of(shop)
    with ThreadPoolExecutor(100) as crowd, ThreadPoolExecutor(1) as meanwhile:
        knocking = [crowd.submit(knock, n) for n in range(200)]
        taken = [meanwhile.submit(track, n).result().status for n in range(10)]
        as_expected("WEB-011", *(one.result() for one in knocking))
    assert taken == [200] * 10
    assert memory_of(shop) - before < 150 * 1_024


def memory_of(shop: Serving) -> int:
    """The most memory the server has had, in kilobytes."""
    said = Path(f"/proc/{shop.pid}/status")
    if not said.exists():
        pytest.skip("this machine does not tell how much memory a process takes")
    found = re.search(r"VmHWM:\s+(\d+) kB", said.read_text("ascii"))
    assert found is not None
    return int(found[1])


def test_web_013_a_session_put_there_before_is_not_taken_over(shop: Serving) -> None:
    planted = "planted" * 6
    for name in ("tropa", "__Host-tropa"):
        one = Browser(shop, **(AWAY if name.startswith("__Host-") else {}))
        one.cookies = {name: planted}
        answer = one.send("/api/sign-in", login="seller", password=GOOD)
        as_expected("WEB-013", answer)
        assert len(one.cookies[name]) >= 43
        assert one.cookies[name] != planted
        attacker = Browser(shop, **one.headers)
        attacker.cookies = {name: planted}
        assert attacker.ask("GET", "/api/maps").status == 401


def test_web_017_a_session_rests_and_lives_only_so_long(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    new_workspace(folder, "en")
    code, said, fault = command("users", str(folder), "add", "bob", "--role", "owner", "--json")
    assert code == 0, fault
    password = json.loads(said)["answer"]["password"]
    with server(folder, lines=2) as first:
        browsers = [Browser(first).signed("bob", password) for _ in range(4)]
        assert {one.ask("GET", "/api/maps").status for one in browsers} == {200}
    # The first rested too long, the second lived too long; both are put back on disk.
    age(folder, [(0, IDLE), (WHOLE, MINUTE), (0, IDLE - HOUR), (WHOLE - DAY, MINUTE)])
    with server(folder, lines=2) as second:
        for one in browsers:
            one.serving = second
        rested, lived, *alive = (one.ask("GET", "/api/maps") for one in browsers)
        as_expected("WEB-017", rested, lived)
        assert [one.status for one in alive] == [200, 200]
        assert browsers[0].get("/api/me")["user"] is None


def age(folder: Path, ages: list[tuple[int, int]]) -> None:
    """Put sessions back, in the order they began: since they began, since they were here."""
    ledger = apsw.Connection(str(folder / "ledger.sqlite"))
    found = ledger.execute("SELECT hash FROM session ORDER BY created")  # pyright: ignore[reportUnknownMemberType] - apsw leaves buffers untyped
    hashes = [one for (one,) in cast("list[tuple[bytes]]", list(found))]
    assert len(hashes) == len(ages)
    for hashed, (lived, rested) in zip(hashes, ages, strict=True):
        ledger.execute(  # pyright: ignore[reportUnknownMemberType] - as above
            "UPDATE session SET created = created - ?, seen = seen - ? WHERE hash = ?",
            (lived, rested, hashed),
        )
    ledger.close()


@pytest.mark.parametrize(
    "cookie", ["AAAA", "", '"', "x" * 8_000, "%00%ff", "тропа", "' OR 1=1 --", "a=b; tropa=c"]
)
def test_web_018_a_made_up_cookie_opens_nothing(shop: Serving, cookie: str) -> None:
    for name in ("tropa", "__Host-tropa"):
        sent = {"Cookie": f"{name}={cookie}".encode().decode("latin-1"), "Host": "localhost"}
        answer = shop.ask("GET", "/api/maps", headers=sent)
        as_expected("WEB-018", answer)
        assert shop.ask("GET", "/api/me", headers=sent).json["answer"]["user"] is None


def test_web_019_the_cookie_says_all_it_should(shop: Serving) -> None:
    for headers, name in (({}, "tropa"), (AWAY, "__Host-tropa")):
        one = Browser(shop, **headers)
        answer = one.send("/api/sign-in", login="seller", password=GOOD)
        as_expected("WEB-019", answer)
        first, *flags = (
            part.strip().lower() for part in answer.headers["set-cookie"].split(";")
        )
        assert first.startswith(name.lower() + "=")
        assert {"httponly", "samesite=lax", "path=/"} <= set(flags)
        assert ("secure" in flags) == bool(headers)
        assert not any(one.startswith("domain") for one in flags)


@pytest.mark.parametrize("host", ["192.168.0.7", "192.168.0.7:8600", "[fd00::7]:8600"])
def test_web_019_no_password_is_taken_in_clear_from_afar(shop: Serving, host: str) -> None:
    far = Browser(shop, Host=host)
    said = {"login": "seller", "password": GOOD}
    joining = {**said, "token": "x", "name": "x"}
    refused = (
        far.send("/api/sign-in", **said),
        far.send("/api/welcome", **joining),
        far.send("/api/invitations/accept", **joining),
    )
    for answer in refused:
        assert (answer.status, answer.json["code"]) == (403, "in_clear")
        assert "https" in answer.json["next"]
        assert answer.headers["set-cookie"] is None
    form = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
    for path in ("/login", "/invitation"):
        page = far.ask("POST", path, urlencode(joining).encode(), form)
        assert page.status == 403
        assert "https" in page.body.decode()
    over = Browser(shop, Host=host, **AWAY)
    assert over.send("/api/sign-in", **said).status == 200


def test_web_020_another_sites_page_changes_nothing(owner: Browser) -> None:
    before = owner.get("/api/maps")
    foreign = {"Origin": "https://evil.test", "Sec-Fetch-Site": "cross-site"}
    body = json.dumps({"template": "windows", "map": "evil"}).encode()
    for headers in (foreign, {"Origin": "https://evil.test"}, {"Origin": "null"}):
        as_expected("WEB-020", owner.ask("POST", "/api/maps", body, headers))
    assert owner.get("/api/maps") == before


# ---------------------------------------------------------------- people taken away


def test_web_006_who_only_looks_takes_nobody_away(shop: Serving, owner: Browser) -> None:
    viewer = Browser(shop, **{"X-Forwarded-For": "192.0.2.6"}).signed("viewer")
    for path in ("/api/people/export", "/api/people/export.csv"):
        as_expected("WEB-006", viewer.ask("GET", path))
    noted = [one for one in owner.get("/api/audit")["entries"] if one["what"] == "refused"]
    assert len(noted) == 2


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_web_044_no_cell_of_a_table_is_a_formula(
    shop: Serving, owner: Browser, begins: str
) -> None:
    name = f"{begins}HYPERLINK(1)"
    assert shop.post("/v1/track", {"userId": name, "event": "a"}).status == 200
    shop.settled()
    table = owner.ask("GET", "/api/people/export.csv")
    as_expected("WEB-044", table)
    cells = [
        cell for row in csv.reader(StringIO(table.body.decode("utf-8-sig"))) for cell in row
    ]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))]


@pytest.mark.parametrize("field", ["email;drop table people", "since' or 1=1 --", "name desc"])
def test_web_045_only_known_columns_order_people(shop: Serving, field: str) -> None:
    analyst = Browser(shop, **{"X-Forwarded-For": "192.0.2.45"}).signed("analyst")
    as_expected("WEB-045", analyst.ask("GET", f"/api/people?sort={quote(field)}"))


# ---------------------------------------------------------------- every address


def reachable(person: int, upload: str = "") -> list[str]:
    """Something each address of the server answers a reader with."""
    places: dict[str, list[str]] = {
        "{map}": ["map"],
        "{figure:path}": ["stage/asked/present"],
        "{person:int}": [str(person)],
        "{form}": list(FORMS),
        "{path:path}": ["folder/map/map"],
    }
    found: list[str] = []
    for one in ADDRESSES:
        if one.method == "GET" and one.path != ENDLESS:
            found += filled(one, places, upload)
    return found


def filled(address: Address, places: dict[str, list[str]], upload: str) -> list[str]:
    if address.path.startswith("/w/") and not is_built():
        return []
    paths = [address.path]
    named = {
        "/assets/{name}": ["/assets/page.css", "/assets/page.js", "/assets/icon.svg"],
        "/app/assets/{name}": [],
        "/api/saved/{name}": [],
        "/find": [],
        "/api/person": ["/api/person?name=user:u1"],
        "/api/uploads/{upload}": [f"/api/uploads/{upload}"] if upload else [],
        "/api/uploads/{upload}/run": [],
    }.get(address.path)
    if named is not None:
        return named
    for place, values in places.items():
        paths = [one.replace(place, value) for one in paths for value in values]
    return paths


PLACES: Final[dict[str, Callable[[str], dict[str, Any]]]] = {
    # What a stranger writes at each place, by the case it belongs to.
    "WEB-028": lambda text: {"properties": {"form": text}},
    "WEB-029": lambda text: {"properties": {text: "x"}},
    "WEB-030": lambda text: {"type": "identify", "traits": {text: "x"}},
    "WEB-031": lambda text: {"context": {"page": {"title": text}}},
    "WEB-032": lambda text: {"context": {"campaign": {"source": text}}},
    "WEB-033": lambda text: {"context": {"page": {"referrer": text, "url": text}}},
    "WEB-034": lambda text: {"context": {"userAgent": text}},
    "WEB-035": lambda text: {"type": "group", "groupId": text, "traits": {"name": text}},
    "WEB-040": lambda text: {"type": "identify", "traits": {"telegram_username": text}},
}
"""A file's name, WEB-036, comes another way."""


@pytest.fixture(scope="module")
def stored(shop: Serving, owner: Browser) -> tuple[int, str]:
    """Each script at every place a stranger may write to: a person's number, a file's id."""
    every: list[dict[str, Any]] = [{"type": "track", "event": "a", "userId": "u1"}]
    for id_, place in PLACES.items():
        for text in scripts():
            # Whoever wrote it is called the same, so that each can be found again.
            who = {"userId": marked(text, id_)}
            said = {"type": "track", "event": text} | place(marked(text, id_)) | who
            every += [said, {"type": "track", "event": "a", **who}]
    assert shop.post("/v1/batch", {"batch": every}).status == 200
    shop.settled()
    name = quote(marked(scripts()[0], "WEB-036") + ".csv")
    made = owner.ask("POST", f"/api/uploads?name={name}").json["answer"]["id"]
    owner.ask("POST", f"/api/uploads/{made}/more?at=0", b"user_id,event,timestamp\n")
    card = owner.get("/api/person?name=user:u1")
    return int(card["person"]), str(made)


def scripts() -> list[str]:
    return list(case_of("WEB-028").send["payloads"])


def marked(text: str, id_: str) -> str:
    """A script that says which case it is of."""
    return f"{text} {id_}"


def test_web_025_every_answer_forbids_what_our_pages_never_do(
    owner: Browser, stored: tuple[int, str]
) -> None:
    person, upload = stored
    for path in [*reachable(person, upload), "/nowhere", "/api/nowhere", "/map/nowhere"]:
        answer = owner.ask("GET", path, headers={"Accept": "text/html"})
        assert answer.status < 500, path
        headers = answer.headers
        policy = {
            name: value
            for name, _, value in (
                one.strip().partition(" ")
                for one in headers["content-security-policy"].split(";")
            )
        }
        assert policy["default-src"] == "'none'", path
        # What a policy does not name falls back to its default.
        assert policy.get("script-src", "'none'") in ("'self'", "'none'"), path
        assert policy["object-src"] == "'none'", path
        assert policy["base-uri"] == "'none'", path
        assert policy["frame-ancestors"] == "'none'", path
        assert policy["form-action"] in ("'self'", "'none'"), path
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["cross-origin-opener-policy"] == "same-origin", path
        # A form of ours says where it comes from, to us alone; nothing else does.
        drawn = b"<form" in answer.body
        assert headers["referrer-policy"] == ("same-origin" if drawn else "no-referrer"), path


# ---------------------------------------------------------------- scripts of strangers


class Harmless(HTMLParser):
    """Reads a page or a picture as a browser does, and lists what would run in it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found, self.texts = list[str](), list[str]()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        stated = {name: value or "" for name, value in attrs}
        if tag == "script" and not re.fullmatch(
            r"/(app/)?assets/[\w.-]+", stated.get("src", "")
        ):
            self.found.append(f"<script {stated}>")
        for name, value in stated.items():
            leads = name in ("href", "src", "action", "formaction", "xlink:href")
            away = leads and ":" in value.split("/")[0] and not value.startswith("data:image/")
            if away or name.startswith("on"):
                self.found.append(f"<{tag} {name}={value!r}>")
        self.texts += stated.values()

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def shown_as_text(answer: Answer, path: str) -> str:
    """Whatever a browser would show of an answer; nothing of it may run."""
    kind = answer.headers.get_content_type()
    text = answer.body.decode()
    assert answer.headers["x-content-type-options"] == "nosniff", path
    if kind in ("text/html", "image/svg+xml"):
        read = Harmless(text)
        assert read.found == [], path
        return "\n".join(read.texts)
    assert kind in (
        "application/json", "text/css", "text/csv", "text/javascript", "text/markdown",
        "text/plain",
    ), (path, kind)  # fmt: skip
    return text


@pytest.fixture(scope="module")
def walked(owner: Browser, stored: tuple[int, str]) -> dict[str, str]:
    """Every address, as a page and for a program: what is shown there, none of which runs."""
    shown: dict[str, str] = {}
    for path in reachable(*stored):
        for accept in ("text/html", "application/json"):
            answer = owner.ask("GET", path, headers={"Accept": accept})
            assert answer.status < 500, (path, answer.body)
            shown[f"{accept} {path}"] = shown_as_text(answer, path) if answer.body else ""
    return shown


SCRIPTED: Final = [
    one for one in cases("web_app") if "payloads" in one.send and one.id not in LATER
]
PEOPLE: Final = "/map/map/people/stage/asked/present"


@pytest.mark.parametrize("case", SCRIPTED, ids=lambda case: case.id)
def test_a_script_is_shown_as_text_wherever_it_stands(
    case: Case, walked: dict[str, str]
) -> None:
    assert case.send["payloads"] == scripts()
    if case.id == "WEB-036":
        # Of a file's name what stands behind the last slash is kept.
        [kept] = {one for path, one in walked.items() if path.split("/api/uploads/")[1:]}
        assert "script> WEB-036.csv" in kept
        return
    assert case.id in PLACES
    for text in scripts():
        assert marked(text, case.id) in walked[f"text/html {PEOPLE}"]
        assert json.dumps(marked(text, case.id)) in walked[f"application/json /api{PEOPLE}"]


# ---------------------------------------------------------------- what is told back, and open


ODD: Final = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "path",
    [
        "/find?name={odd}",
        "/map/{odd}",
        "/map/map/people/{odd}",
        "/map/map?as_of={odd}",
        "/nowhere/{odd}",
        "/login?to=/{odd}",
        "/api/person?name={odd}",
        "/api/map/{odd}",
        "/api/map/map?section={odd}",
        "/api/map/map/export/{odd}",
    ],
)
def test_web_041_what_was_asked_comes_back_as_text(shop: Serving, path: str) -> None:
    viewer = Browser(shop).signed("analyst")
    for odd in (quote(ODD), quote('"><svg onload=alert(1)>')):
        for accept in ("text/html", "application/json"):
            answer = viewer.ask("GET", path.format(odd=odd), headers={"Accept": accept})
            assert answer.status < 500
            if path.startswith("/find") and accept == "text/html":
                as_expected("WEB-041", answer)
                assert odd == quote(ODD) or "onload" in answer.body.decode()
            shown_as_text(answer, path)


def test_web_051_what_developers_leave_open_is_closed(shop: Serving, tmp_path: Path) -> None:
    for path in case_of("WEB-051").send["path"].split("|"):
        as_expected("WEB-051", Browser(shop).ask("GET", path))
    folder = tmp_path / "open"
    new_workspace(folder, "en")
    # Where nobody has an account yet, an address open to others is closed all the same.
    words = ("--host", "0.0.0.0")  # noqa: S104 - that is what is tried
    with server(folder, *words, lines=6) as running:
        for path in case_of("WEB-051").send["path"].split("|"):
            as_expected("WEB-051", Browser(running).ask("GET", path))


def test_web_054_an_invitation_is_for_whom_it_was_made(shop: Serving, owner: Browser) -> None:
    asked = {"role": "viewer", "name": "Peter", "login": "peter@shop.ru"}
    made = owner.send("/api/invitations", **asked).json["answer"]
    assert made["login"] == "peter@shop.ru"
    token = made["link"].partition("#")[2]
    said = {"token": token, "name": "P", "password": BETTER}
    eve = Browser(shop).send("/api/invitations/accept", login="eve@shop.ru", **said)
    as_expected("WEB-054", eve)
    assert "peter" not in eve.body.decode()
    peter = Browser(shop).send("/api/invitations/accept", login="PETER@shop.ru", **said)
    assert peter.json["answer"]["user"]["role"] == "viewer"
    again = Browser(shop).send("/api/invitations/accept", login="peter@shop.ru", **said)
    assert (again.status, again.json["code"]) == (400, "link_spent")
    assert LASTS["invitation"] == 72 * HOUR
