"""Every command: what it does when all is well, and how it says no, in both languages."""

import json
import re
import socket
import zipfile
from collections.abc import Generator
from pathlib import Path
from typing import Any, Final

import pytest

from contract.making import HEAD
from contract.serving import (
    Serving,
    command,
    kept_events,
    ledger_counts,
    new_key,
    new_workspace,
    run,
    served,
    server,
)
from tropa.words import LANGUAGES, Language, say

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
GOLDEN: Final = EXAMPLES / "golden"
AS_OF: Final = "2026-04-01T00:00+03:00"
CYRILLIC: Final = re.compile("[а-яё]", re.IGNORECASE)
BOTH: Final = pytest.mark.parametrize("language", LANGUAGES)


def told(*words: str, language: Language = "en") -> str:
    """What a command says when all is well."""
    code, said, complaint = command(*words, "--lang", language)
    assert (code, complaint) == (0, ""), said + complaint
    return said


def refused(*words: str, code: str, language: Language = "en", exit_code: int = 2) -> str:
    """What a command says when it will not: one line with its code, in the right language."""
    left, said, complaint = command(*words, "--lang", language)
    assert left == exit_code, said + complaint
    [line] = complaint.splitlines()
    assert line.startswith("tropa: ")
    assert line.endswith(f"[{code}]"), line
    assert bool(CYRILLIC.search(line)) == (language == "ru"), line
    return line


def answered(*words: str) -> Any:
    return json.loads(told(*words, "--json"))["answer"]


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden log, taken in and published; commands here only read it."""
    folder = tmp_path_factory.mktemp("golden") / "w"
    new_workspace(folder, "en")
    (folder / "maps" / "map.yaml").unlink()
    text = (GOLDEN / "golden.yaml").read_text("utf-8")
    (folder / "maps" / "golden.yaml").write_text(text, "utf-8")
    told("import", str(folder), str(GOLDEN / "events.csv"))
    told("publish", str(folder))
    return folder


# ---------------------------------------------------------------- new, check, publish


@BOTH
def test_new_makes_a_workspace_with_a_map(language: Language, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    said = told("new", str(folder), "--template", "windows", language=language)
    assert bool(CYRILLIC.search(said)) == (language == "ru")
    [path] = (folder / "maps").iterdir()
    assert str(path) in said
    assert command("check", str(path), "--launch")[0] == 0
    assert f'language = "{language}"' in (folder / "tropa.toml").read_text("utf-8")


@BOTH
def test_new_touches_nothing_that_is_there(language: Language, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    refused("new", str(tmp_path), code="folder_not_empty", language=language)
    refused("new", str(tmp_path / "mine.txt"), code="folder_not_empty", language=language)
    assert (tmp_path / "mine.txt").read_text() == "mine"
    line = refused(
        "new",
        str(tmp_path / "w"),
        "--template",
        "windoes",
        code="unknown_template",
        language=language,
    )
    assert "windows" in line
    assert not (tmp_path / "w").exists()


@BOTH
def test_check_says_line_rule_and_advice(language: Language, tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(
        "map: m\ntitle: T\nstages:\n  - {stage: a, title: A}\nsale: did nothing_such\n"
    )
    code, said, complaint = command("check", str(path), "--lang", language)
    assert (code, complaint) == (2, "")
    first, *_, last = said.splitlines()
    assert re.match(re.escape(str(path)) + r":5:\d+: M001 .+ \[unknown_touchpoint\]$", first), (
        first
    )
    assert bool(CYRILLIC.search(last)) == (language == "ru")


def test_check_of_a_draft_is_kind_and_of_a_launch_is_strict(tmp_path: Path) -> None:
    new_workspace(tmp_path / "w")
    path = str(tmp_path / "w" / "maps" / "map.yaml")
    assert command("check", path)[0] == 0
    code, said, _ = command("check", path, "--launch", "--json")
    assert code == 1
    assert {one["severity"] for one in json.loads(said)["answer"]} <= {"launch", "note"}


@BOTH
def test_publish_makes_an_edition_once(language: Language, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    new_workspace(folder, language)
    assert "1" in told("publish", str(folder), "--reason", "first", language=language)
    same = told("publish", str(folder), language=language)
    assert sorted(path.name for path in (folder / "maps" / "map").iterdir()) == ["1.yaml"]
    assert bool(CYRILLIC.search(same)) == (language == "ru")
    line = refused(
        "publish", str(folder), "--map", "nowhere", code="no_such_map", language=language
    )
    assert "map" in line


def test_publish_of_a_map_that_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    new_workspace(folder)
    (folder / "maps" / "map.yaml").write_text("map: [")
    code, said, complaint = command("publish", str(folder))
    assert code in (1, 2)
    assert "map.yaml:1" in said + complaint
    assert not (folder / "maps" / "map").exists()


def test_publish_of_a_workspace_without_maps(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    new_workspace(folder)
    (folder / "maps" / "map.yaml").unlink()
    refused("publish", str(folder), code="no_maps")


# ---------------------------------------------------------------- import, imports, failed


@BOTH
def test_import_counts_what_it_took_and_shows_what_it_did_not(
    language: Language, tmp_path: Path
) -> None:
    folder, path = tmp_path / "w", tmp_path / "some.csv"
    new_workspace(folder, language)
    path.write_text(
        HEAD
        + "u1,A,2026-01-01T00:00:00Z,\nu2,A,2026-13-01T00:00:00Z,\nu3,A,2026-01-01T00:00:00Z,\n"
    )
    code, said, complaint = command("import", str(folder), str(path), "--lang", language)
    assert (code, complaint) == (1, "")
    assert "some.csv:3: " in said
    assert "mappings/some.yaml" in said
    assert bool(CYRILLIC.search(said)) == (language == "ru")
    [record] = answered("imports", str(folder))
    assert (record["file"], record["rows"], record["accepted"], record["refused"]) == (
        "some.csv",
        3,
        2,
        1,
    )
    assert record["finished"]
    assert "some.csv" in told("imports", str(folder), language=language)


def test_a_dry_run_keeps_nothing(tmp_path: Path) -> None:
    folder, path = tmp_path / "w", tmp_path / "some.csv"
    new_workspace(folder)
    path.write_text(HEAD + "u1,A,2026-01-01T00:00:00Z,\n")
    said = told("import", str(folder), str(path), "--dry-run")
    assert "A: 1" in said
    assert ledger_counts(folder).stored == 0
    assert answered("imports", str(folder)) == []


@BOTH
def test_import_refuses_what_it_cannot_take(language: Language, tmp_path: Path) -> None:
    folder, path = tmp_path / "w", tmp_path / "some.csv"
    new_workspace(folder, language)
    path.write_text(HEAD + "u1,A,2026-01-01T00:00:00Z,\n")
    refused(
        "import",
        str(folder),
        str(tmp_path / "none.csv"),
        code="no_such_file",
        language=language,
    )
    refused("import", str(folder), str(tmp_path), code="no_such_file", language=language)
    refused("import", str(tmp_path), str(path), code="no_workspace", language=language)
    refused(
        "import",
        str(folder),
        str(path),
        "--preset",
        "none",
        code="unknown_preset",
        language=language,
    )
    refused(
        "import",
        str(folder),
        str(path),
        "--snapshot-at",
        "x",
        code="bad_moment",
        language=language,
    )
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(
        "mapping: m\ntime: nowhere\nnames: {user: user_id}\n"
        "events: [{event: {column: event}}]\n"
    )
    refused(
        "import",
        str(folder),
        str(path),
        "--mapping",
        str(mapping),
        code="no_such_column",
        language=language,
    )
    assert ledger_counts(folder).stored == 0


def test_failed_rows_are_listed_written_mended_and_taken_in(tmp_path: Path) -> None:
    folder, path, out = tmp_path / "w", tmp_path / "some.csv", tmp_path / "failed.jsonl"
    new_workspace(folder, "en")
    path.write_text(HEAD + "u1,A,2026-13-01T00:00:00Z,\nu2,A,2026-01-01T00:00:00Z,\n")
    assert command("import", str(folder), str(path))[0] == 1
    code, said, _ = command("failed", str(folder), "--lang", "en")
    assert code == 1
    assert "bad_time" in said
    told("failed", str(folder), "--show", "1")
    told("failed", str(folder), "--write", str(out))
    refused("failed", str(folder), "--write", str(out), code="backup_exists")
    assert command("failed", str(folder), "--replay", "all")[0] == 1
    out.write_text(out.read_text("utf-8").replace("2026-13-01", "2026-03-01"), "utf-8")
    told("failed", str(folder), "--replay", str(out))
    assert (ledger_counts(folder).stored, ledger_counts(folder).failed) == (2, 0)
    told("failed", str(folder))


@BOTH
def test_failed_refuses_what_it_does_not_know(language: Language, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    new_workspace(folder, language)
    refused("failed", str(folder), "--replay", "some", code="bad_numbers", language=language)
    refused("failed", str(folder), "--drop", "1,x", code="bad_numbers", language=language)
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{]\n")
    refused(
        "failed",
        str(folder),
        "--replay",
        str(broken),
        code="not_a_mended_line",
        language=language,
    )
    assert told("failed", str(folder), "--drop", "5", language=language)


# ---------------------------------------------------------------- merges, person, show, export


@BOTH
def test_merges_are_none_at_first_and_an_unknown_one_cannot_be_undone(
    language: Language, tmp_path: Path
) -> None:
    folder = tmp_path / "w"
    new_workspace(folder, language)
    assert told("merges", str(folder), language=language)
    refused("merges", str(folder), "--undo", "7", code="no_such_merge", language=language)


@BOTH
def test_show_is_a_table_a_marketer_reads(language: Language, golden: Path) -> None:
    said = told("show", str(golden), "--as-of", AS_OF, language=language)
    assert len({len(line) for line in said.splitlines() if "─" in line}) == 1
    assert bool(CYRILLIC.search(said.splitlines()[2])) == (language == "ru")
    found = json.loads(told("show", str(golden), "--as-of", AS_OF, "--json"))
    assert set(found) == {"answer", "how"}
    assert found["how"]["as_of"].startswith("2026-04-01T00:00:00")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--as-of", "yesterday"), "bad_moment"),
        (("--from", "2026-02-30"), "bad_moment"),
        (("--within", "soon"), "bad_duration"),
        (("--within", "0d"), "bad_duration"),
        (("--edition", "99"), "no_such_edition"),
        (("--map", "nowhere"), "no_such_map"),
        (("--edition", "x"), "bad_usage"),
    ],
)
@BOTH
def test_show_refuses_a_question_that_is_none(
    words: tuple[str, ...], code: str, language: Language, golden: Path
) -> None:
    refused("show", str(golden), *words, code=code, language=language)


@BOTH
def test_person_says_where_somebody_stands_and_why(language: Language, golden: Path) -> None:
    [name] = [one.value for one in kept_events(golden)[0].names[:1]]
    said = told("person", str(golden), name, "--as-of", AS_OF, language=language)
    assert name in said
    assert "●" in said
    answer = json.loads(told("person", str(golden), name, "--json"))["answer"]
    assert answer["names"]
    refused("person", str(golden), "nobody", code="nobody_known", language=language)
    refused("person", str(golden), name, "--as-of", "x", code="bad_moment", language=language)


@BOTH
def test_export_draws_the_map_into_a_file(
    language: Language, golden: Path, tmp_path: Path
) -> None:
    path = tmp_path / "map.svg"
    said = told("export", str(golden), "--format", "svg", "-o", str(path), language=language)
    assert str(path) in said
    assert path.read_text("utf-8").startswith("<svg")
    assert told("export", str(golden), "-o", "-", language=language).startswith("<svg")
    refused("export", str(golden), "--format", "pdf", code="bad_usage", language=language)
    nowhere = str(path / "under a file.svg")
    refused("export", str(golden), "-o", nowhere, code="cannot_write", language=language)


# ---------------------------------------------------------------- keys


@BOTH
def test_keys_are_made_listed_and_switched(language: Language, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    new_workspace(folder, language)
    assert told("keys", str(folder), language=language)
    source, key = new_key(folder, "browser")
    listed = told("keys", str(folder), language=language)
    assert source in listed
    assert key not in listed
    told("keys", str(folder), "--off", source)
    assert answered("keys", str(folder))[0]["off"] is True
    told("keys", str(folder), "--on", source)
    assert answered("keys", str(folder))[0]["off"] is False
    line = refused(
        "keys", str(folder), "--off", "nobodys", code="no_such_key", language=language
    )
    assert source in line


# ---------------------------------------------------------------- backup, restore, rebuild


@BOTH
def test_a_copy_brings_everything_back(
    language: Language, golden: Path, tmp_path: Path
) -> None:
    copy, again = tmp_path / "copy.zip", tmp_path / "again"
    told("backup", str(golden), str(copy), language=language)
    refused("backup", str(golden), str(copy), code="backup_exists", language=language)
    told("restore", str(copy), str(again), language=language)
    question = ("--as-of", AS_OF, "--json")
    assert told("show", str(again), *question) == told("show", str(golden), *question)
    refused("restore", str(copy), str(again), code="folder_not_empty", language=language)


@BOTH
def test_a_damaged_copy_is_not_restored(
    language: Language, golden: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.zip"
    told("backup", str(golden), str(copy))
    whole = copy.read_bytes()
    for name, data in (("cut", whole[: len(whole) // 2]), ("text", b"hello"), ("none", b"")):
        path = tmp_path / f"{name}.zip"
        path.write_bytes(data)
        refused(
            "restore", str(path), str(tmp_path / "x"), code="not_a_backup", language=language
        )
        assert not (tmp_path / "x").exists()
    hostile = tmp_path / "hostile.zip"
    with zipfile.ZipFile(hostile, "w") as archive:
        archive.writestr("manifest.json", '{"format":1,"files":{"../../evil":"00"}}')
        archive.writestr("../../evil", "x")
    left, _, complaint = command("restore", str(hostile), str(tmp_path / "x"))
    assert left == 2
    assert "Traceback" not in complaint
    assert not (tmp_path / "x").exists()
    refused(
        "restore",
        str(tmp_path / "no.zip"),
        str(tmp_path / "x"),
        code="no_such_file",
        language=language,
    )


def test_a_rebuilt_workspace_says_the_same(golden: Path, tmp_path: Path) -> None:
    copy, again = tmp_path / "copy.zip", tmp_path / "again"
    told("backup", str(golden), str(copy))
    told("restore", str(copy), str(again))
    question = ("--as-of", AS_OF, "--json")
    before = told("show", str(again), *question)
    assert str(len(kept_events(golden))) in told("rebuild", str(again))
    assert told("show", str(again), *question) == before
    refused("rebuild", str(tmp_path), code="no_workspace")


# ---------------------------------------------------------------- folders that are none


READING: Final = (
    "publish",
    "imports",
    "failed",
    "merges",
    "show",
    "export",
    "keys",
    "rebuild",
    "serve",
)


@pytest.mark.parametrize("name", READING)
@BOTH
def test_no_command_works_where_there_is_no_workspace(
    name: str, language: Language, tmp_path: Path
) -> None:
    refused(name, str(tmp_path / "nowhere"), code="no_workspace", language=language)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"language = ", "settings_unreadable"),
        (b"\xff\xfe", "settings_unreadable"),
        (b'colour = "red"', "setting_unknown"),
        (b'timezone = "Europe/Moskow"', "setting_wrong"),
        (b'port = "x"', "setting_wrong"),
        (b"rate = -1", "setting_wrong"),
        (b'stitch_within = "soon"', "setting_wrong"),
        (b"port = true", "setting_wrong"),
        (b"hosts = []", "setting_wrong"),
        (b'language = "de"', "setting_wrong"),
    ],
)
def test_settings_that_are_wrong_are_named(text: bytes, code: str, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    new_workspace(folder)
    (folder / "tropa.toml").write_bytes(text)
    refused("show", str(folder), code=code)


def test_a_ledger_that_is_none_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    new_workspace(folder)
    (folder / "ledger.sqlite").write_bytes(b"not a database" * 1_000)
    refused("show", str(folder), code="not_a_ledger")


# ---------------------------------------------------------------- beside a running server


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Generator[Serving]:
    with served(tmp_path_factory.mktemp("beside") / "w", "en") as serving:
        yield serving


@BOTH
def test_a_second_server_is_led_to_the_first(language: Language, running: Serving) -> None:
    line = refused(
        "serve", str(running.folder), "--port", "0", code="served_already", language=language
    )
    assert running.address in line
    assert str(running.pid) in line


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--port", "70000"), "bad_port"),
        (("--port", "-1"), "bad_port"),
        (("--host", "203.0.113.7", "--port", "0"), "no_such_host"),
        (("--port", "x"), "bad_usage"),
    ],
)
@BOTH
def test_serve_refuses_an_address_that_is_none(
    words: tuple[str, ...], code: str, language: Language, tmp_path: Path
) -> None:
    new_workspace(tmp_path / "w")
    refused("serve", str(tmp_path / "w"), *words, code=code, language=language)


def test_a_port_that_is_taken_is_named(running: Serving, tmp_path: Path) -> None:
    new_workspace(tmp_path / "w")
    line = refused("serve", str(tmp_path / "w"), "--port", str(running.port), code="port_busy")
    assert f" {running.port} " in line


def test_an_empty_folder_becomes_a_workspace_when_it_is_served(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    with server(folder, lines=2) as serving:
        assert serving.ask("GET", "/api/maps").json["answer"] == []
        wish = json.dumps({"title": "Окна", "template": "windows", "map": "okna"}).encode()
        kind = {"Content-Type": "application/json", "Host": "127.0.0.1"}
        assert serving.ask("POST", "/api/maps", wish, kind).status == 200
        assert [one["id"] for one in serving.ask("GET", "/api/maps").json["answer"]] == ["okna"]
    assert (folder / "maps" / "okna.yaml").is_file()


def test_commands_work_beside_the_server(running: Serving, tmp_path: Path) -> None:
    folder = str(running.folder)
    path = tmp_path / "some.csv"
    path.write_text(HEAD + "beside,A,2026-01-01T00:00:00Z,\n")
    before = running.counts().stored
    told("import", folder, str(path))
    assert running.counts().stored == before + 1
    running.settled()
    assert "beside" in told("person", folder, "beside")
    told("show", folder)
    told("publish", folder)
    told("imports", folder)
    told("merges", folder)
    told("keys", folder)
    told("export", folder, "-o", str(tmp_path / "map.svg"))
    told("backup", folder, str(tmp_path / "copy.zip"))
    assert (tmp_path / "map.svg").exists()


@BOTH
def test_beside_the_server_it_is_refused_in_the_same_words(
    language: Language, running: Serving
) -> None:
    refused("person", str(running.folder), "nobody", code="nobody_known", language=language)
    refused("show", str(running.folder), "--edition", "x", code="bad_usage", language=language)
    refused("rebuild", str(running.folder), code="workspace_in_use", language=language)


def test_a_message_to_the_socket_that_is_none_does_no_harm(running: Serving) -> None:
    for data in (b"", b"\n", b"hello\n", b"[]\n", b'{"words":5}\n', b"{}\n", b"\xff\n"):
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(running.folder / ".tropa.sock"))
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            line.recv(1_000)
    told("show", str(running.folder))
    assert running.complaints() == ""


# ---------------------------------------------------------------- a process of its own


def test_a_command_in_a_process_of_its_own_says_the_same(golden: Path) -> None:
    words = ("show", str(golden), "--as-of", AS_OF, "--json", "--lang", "ru")
    code, said, complaint = run(*words)
    assert (code, complaint) == (0, "")
    assert said == command(*words)[1]
    code, said, complaint = run("show", str(golden), "--as-of", "x", "--lang", "ru")
    assert (code, said) == (2, "")
    assert complaint == command("show", str(golden), "--as-of", "x", "--lang", "ru")[2]


@BOTH
def test_show_says_that_no_event_leads_onto_the_map(language: Language, tmp_path: Path) -> None:
    folder, file = tmp_path / "w", tmp_path / "e.csv"
    new_workspace(folder, language)
    file.write_text("email,event,time\na@b.ru,form_sent,2026-03-02T10:00:00Z\n", "utf-8")
    assert command("import", str(folder), str(file))[0] == 0
    code, said, _ = command("show", str(folder), "--lang", language)
    assert code == 0
    assert "form_sent" in said
    assert said.rstrip().endswith(
        say("show.no_way", language, names="form_sent", first="form_sent", map="map")
    )
