"""Files through the app: the same answers the command gives, and nothing left behind."""

import gzip
import io
import zipfile
from collections.abc import Generator
from typing import Final

import pytest

from tropa.collect.source import FileRefused, source_of
from tropa.testing import HandClock, temporary_workspace
from tropa.workspace.intake import undoing
from tropa.workspace.intake.importing import choose_mappings
from tropa.workspace.uploads import MOST
from unit.show.api.browsing import MAP, App

ROWS: Final = "person_id,type,ts,amount\n" + "".join(
    f"u{number},{'paid' if number % 4 == 0 else 'form_sent'},"
    f"2026-03-{2 + number % 20:02d}T10:00:00Z,{number}\n"
    for number in range(40)
)
BAD: Final = "u91,form_sent,tomorrow,1\n,form_sent,2026-03-03T10:00:00Z,1\n"


@pytest.fixture
def app() -> Generator[App]:
    with temporary_workspace(MAP, clock=HandClock("2026-04-01T00:00")) as tried:
        yield App(tried)


def test_a_file_goes_through_and_the_map_says_what_changed(app: App) -> None:
    upload = app.send((ROWS + BAD).encode())
    table = app.looked(upload)["answer"]["tables"][0]
    assert [one["role"] for one in table["columns"]] == ["person_id", "type", "ts", "amount"]
    assert table["columns"][0]["examples"] == ["u0", "u1", "u2"]
    wish = app.wish(upload)
    checked = app.ask("POST", f"/api/uploads/{upload}/check", wish)["answer"]
    assert (checked["rows"], checked["kept"], checked["refused"]) == (42, 40, 2)
    assert {one["code"] for one in checked["reasons"]} == {"bad_time", "no_name"}
    assert not app.tried.workspace.ledger.catalogue.imports()
    run = app.run(upload, wish)
    assert (run["state"], run["accepted"], run["refused"]) == ("done", 40, 2)
    assert run["before"]["asked"]["present"] == 0
    assert run["after"]["asked"]["present"] == 30
    assert run["after"]["bought"]["entered"] == 10
    assert app.left() == []


def test_the_check_says_what_the_command_says(app: App) -> None:
    upload = app.send((ROWS + BAD).encode())
    reasons = app.ask("POST", f"/api/uploads/{upload}/check", app.wish(upload))["answer"]
    row = next(one for one in reasons["reasons"] if one["code"] == "bad_time")["rows"][0]
    assert (row["row"], row["column"], row["found"]) == (42, "ts", "tomorrow")
    assert row["message"] == (
        "“tomorrow” in the column “ts” of row 42 is not a time of this column."
    )
    assert row["cells"]["person_id"] == "u91"


def test_a_refused_row_is_mended_and_taken_in_again(app: App) -> None:
    upload = app.send((ROWS + BAD).encode())
    app.run(upload, app.wish(upload))
    failed = app.ask("GET", "/api/failed")["answer"]
    assert failed["counts"] == {"bad_time": 1, "no_name": 1}
    one = next(one for one in failed["shown"] if one["code"] == "bad_time")
    body = one["body"] | {"ts": "2026-03-09T10:00:00Z"}
    again = app.ask(
        "POST", "/api/failed/replay", {"rows": [{"failed": one["id"], "row": body}]}
    )
    assert again["answer"] == {"kept": 1, "waiting": 0}
    assert app.tried.stage_of("u91") == "asked"
    assert app.ask("GET", "/api/failed")["answer"]["counts"] == {"no_name": 1}


def test_an_import_is_undone_as_a_whole_and_may_come_again(app: App) -> None:
    upload = app.send(ROWS.encode())
    wish = app.wish(upload)
    run = app.run(upload, wish)
    undone = app.ask("POST", f"/api/imports/{run['import']}/undo")
    assert undone["answer"] == {"undone": 40}
    assert app.tried.stage_of("u1") is None
    assert app.ask("POST", f"/api/imports/{run['import']}/undo")["code"] == "import_undone"
    [listed] = app.ask("GET", "/api/imports")["answer"]["imports"]
    assert (listed["undone"], listed["accepted"]) == (40, 40)
    app.tried.reopen()
    assert app.tried.stage_of("u1") is None
    fresh = App(app.tried)
    upload = fresh.send(ROWS.encode())
    assert fresh.run(upload, wish)["accepted"] == 40
    assert app.tried.stage_of("u1") == "asked"


def test_undoing_reaches_what_lies_in_the_history(app: App) -> None:
    upload = app.send(ROWS.encode())
    run = app.run(upload, app.wish(upload))
    app.tried.compact()
    assert app.tried.stage_of("u4") == "bought"
    assert app.ask("POST", f"/api/imports/{run['import']}/undo")["answer"] == {"undone": 40}
    assert app.tried.stage_of("u4") is None
    assert app.tried.numbers()["journeys"]["valid"] == 0


OTHERS: Final = ROWS.replace("\nu", "\nv")


def test_undoing_takes_nothing_that_came_through_the_same_mapping_with_another_file(
    app: App,
) -> None:
    """Of a run that was stopped nobody knows when it ended."""
    first, second = app.send(ROWS.encode()), app.send(OTHERS.encode())
    wish = app.wish(first)
    app.site.imports.close()
    stopped = app.run(first, wish)
    assert stopped["state"] == "stopped"
    later = App(app.tried)
    assert later.run(second, wish)["accepted"] == 40
    app.tried.clock.set("2026-04-02T00:00")
    later.ask("PATCH", f"/api/uploads/{first}/run", {"do": "resume"})
    later.over()
    third = later.run(later.send(ROWS.replace("\nu", "\nw").encode()), wish)
    undone = later.ask("POST", f"/api/imports/{stopped['import']}/undo")
    assert undone["answer"] == {"undone": 40}
    stands = [app.tried.stage_of(f"{one}1") for one in "uvw"]
    assert stands == [None, "asked", "asked"]
    app.tried.compact()
    assert later.ask("POST", f"/api/imports/{third['import']}/undo")["answer"] == {"undone": 40}
    stands = [app.tried.stage_of(f"{one}1") for one in "uvw"]
    assert stands == [None, "asked", None]


@pytest.mark.parametrize("compacted", [False, True])
def test_a_row_mended_later_goes_with_its_file(app: App, compacted: bool) -> None:
    upload = app.send((ROWS + BAD).encode())
    run = app.run(upload, app.wish(upload))
    app.tried.clock.set("2026-04-02T00:00")
    one = next(
        one
        for one in app.ask("GET", "/api/failed")["answer"]["shown"]
        if one["code"] == "bad_time"
    )
    body = one["body"] | {"ts": "2026-04-01T10:00:00Z"}
    mended = {"rows": [{"failed": one["id"], "row": body}]}
    assert app.ask("POST", "/api/failed/replay", mended)["answer"]["kept"] == 1
    assert app.tried.stage_of("u91") == "asked"
    if compacted:
        app.tried.compact()
    assert app.ask("POST", f"/api/imports/{run['import']}/undo")["answer"] == {"undone": 41}
    assert app.tried.stage_of("u91") is None


def _killed(*_: object) -> None:
    raise KeyError


def test_an_undoing_that_was_cut_off_is_finished_by_the_next(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = app.send(ROWS.encode())
    run = app.run(upload, app.wish(upload))
    path = f"/api/imports/{run['import']}/undo"
    with monkeypatch.context() as broken:
        broken.setattr(undoing, "Progress", _killed)
        assert app.ask("POST", path)["status"] == 500
    assert app.tried.stage_of("u1") is None
    assert app.ask("POST", path)["answer"] == {"undone": 40}
    assert app.ask("POST", path)["code"] == "import_undone"


def test_a_stopped_run_goes_on_in_the_next_server(app: App) -> None:
    upload = app.send(ROWS.encode())
    wish = app.wish(upload)
    app.site.imports.close()
    run = app.run(upload, wish)
    assert run["state"] == "stopped"
    later = App(app.tried)
    [waiting] = later.ask("GET", "/api/imports")["answer"]["runs"]
    assert (waiting["upload"], waiting["state"]) == (upload, "stopped")
    later.ask("PATCH", f"/api/uploads/{upload}/run", {"do": "resume"})
    later.over()
    over = later.ask("GET", f"/api/uploads/{upload}/run")["answer"]
    assert (over["state"], over["accepted"]) == ("done", 40)


def test_the_same_file_again_adds_nothing(app: App) -> None:
    upload = app.send(ROWS.encode())
    wish = app.wish(upload)
    app.run(upload, wish)
    again = app.run(app.send(ROWS.encode()), wish)
    assert (again["state"], again["earlier"], again["after"]) == ("done", True, again["before"])


# ---------------------------------------------------------------- hostile


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for number in range(1_100):
            archive.writestr(f"xl/{number}.xml", "0")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.csv"),
        (b"\x00\x01\x02\xff" * 4_000, "binary.csv"),
        (b"a,b\n" + b"x" * 100, "one.xlsx"),
        (_bomb(), "bomb.xlsx"),
        (gzip.compress(b"\x00" * 100_000), "nothing.csv.gz"),
        (b"1,2,3\n4,5,6\n", "without_header.csv"),
        (b"a,a\n1,2\n", "twice.csv"),
        (b"{" * 100_000, "deep.jsonl"),
    ],
)
def test_what_the_command_refuses_is_refused_alike(app: App, data: bytes, name: str) -> None:
    expected: FileRefused | None = None
    try:
        list(choose_mappings(app.tried.workspace, source_of(data, name), None))
    except FileRefused as fault:
        expected = fault
    told = app.looked(app.send(data, name))
    if expected is None:
        assert told["status"] == 200
    else:
        assert (told["status"], told["code"]) == (expected.status, expected.code)
        assert told["message"] == expected.message("en")


def test_a_name_is_only_a_name(app: App) -> None:
    name = "../../etc/pass\u202ewd\x00<script>alert(1)</script>.csv"
    begun = app.ask("POST", "/api/uploads", b"", name=name)["answer"]
    assert "/" not in begun["name"].removesuffix("script>.csv")
    assert "\u202e" not in begun["name"]
    assert sorted(app.left()) == [f"{begun['id']}.data", f"{begun['id']}.json"]


def test_ids_of_files_lead_nowhere_else(app: App) -> None:
    for wrong in ("..", "%2e%2e", "0" * 15, "g" * 16, "0" * 16):
        assert app.ask("GET", f"/api/uploads/{wrong}")["status"] in (404, 405)


def test_sizes_and_counts_are_limited() -> None:
    settings = 'language = "en"\nupload_mb = 1\n'
    with temporary_workspace(MAP, settings=settings) as tried:
        app = App(tried)
        upload = app.ask("POST", "/api/uploads", b"x" * 900_000, name="a.csv")["answer"]["id"]
        over = app.ask("POST", f"/api/uploads/{upload}/more", b"x" * 200_000, at=900_000)
        assert (over["status"], over["code"]) == (413, "upload_too_large")
        assert app.left() == []
        for _ in range(MOST):
            app.send(b"a")
        assert app.ask("POST", "/api/uploads", b"", name="b.csv")["code"] == "too_many_uploads"


def test_pieces_come_in_their_order_and_once(app: App) -> None:
    upload = app.ask("POST", "/api/uploads", b"abc", name="a.csv")["answer"]["id"]
    assert app.ask("POST", f"/api/uploads/{upload}/more", b"bc", at=1)["answer"]["size"] == 3
    assert app.ask("POST", f"/api/uploads/{upload}/more", b"f", at=5)["status"] == 409
    assert app.ask("POST", f"/api/uploads/{upload}/more", b"de", at=3)["answer"]["size"] == 5


def test_a_wish_that_cannot_be_is_said_so(app: App) -> None:
    upload = app.send(ROWS.encode())
    path = f"/api/uploads/{upload}/check"
    twice = {"roles": {"person_id": "person_id", "type": "person_id"}}
    assert app.ask("POST", path, twice)["code"] == "role_twice"
    assert app.ask("POST", path, {"roles": {"ts": "boss"}})["code"] == "unknown_column_role"
    assert app.ask("POST", path, {"roles": {"ts": "ts"}})["code"] == "no_name_column"
    assert app.ask("POST", path, {"table": 4})["code"] == "no_such_sheet_of_file"
    assert app.ask("POST", path, {"wrong": 1})["code"] == "field_wrong"
    assert app.ask("POST", path, {"text": "costs: {}"})["status"] in (400, 422)


DEALS: Final = "deal,opened,closed,stage\n" + "".join(
    f"d{number},2026-03-0{1 + number},2026-03-1{number},{'won' if number % 2 else 'lost'}\n"
    for number in range(4)
)
BOTH: Final = {"deal": "deal_id", "opened": "ts", "closed": "+", "stage": ""}


def test_a_row_is_as_many_events_as_it_is_wished_to_be(app: App) -> None:
    upload = app.send(DEALS.encode())
    table = app.looked(upload)["answer"]["tables"][0]
    assert (table["rows"], table["event"]) == (4, "deal_created")
    assert [one["event"] for one in table["more"]] == ["deal_won", "deal_lost"]
    assert table["columns"][3]["values"] == ["lost", "won"]
    more = [
        {"column": "closed", "event": "signed", "where": "stage", "says": ["won"]},
        {"column": "closed", "event": "closed"},
    ]
    wish = {"roles": BOTH, "event": "asked_us", "more": more}
    checked = app.ask("POST", f"/api/uploads/{upload}/check", wish)["answer"]
    assert {one["event"]: one["n"] for one in checked["events"]} == {
        "asked_us": 4,
        "closed": 4,
        "signed": 2,
    }
    assert app.run(upload, wish)["accepted"] == 10


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ([], "row_event_unnamed"),
        ([{"column": "closed", "event": " "}], "row_event_unnamed"),
        (
            [{"column": "closed", "event": "a"}, {"column": "stage", "event": "b"}],
            "row_event_undated",
        ),
        ([{"column": "closed", "event": "a", "where": "stage"}], "row_event_unless"),
        (
            [{"column": "closed", "event": "a", "where": "boss", "says": ["x"]}],
            "no_such_column",
        ),
        ([{"column": "closed", "event": f"e{n}"} for n in range(64)], "too_many_row_events"),
    ],
)
def test_events_of_a_row_that_cannot_be_are_said_so(
    app: App, more: list[object], code: str
) -> None:
    upload = app.send(DEALS.encode())
    wish = {"roles": BOTH, "event": "asked", "more": more}
    assert app.ask("POST", f"/api/uploads/{upload}/check", wish)["code"] == code
