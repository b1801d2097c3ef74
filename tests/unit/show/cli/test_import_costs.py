"""`tropa import --preset costs`: what it takes in, what it says, how it says no."""

import json
import re
from pathlib import Path
from typing import Final

import pytest

from contract.serving import command, ledger_counts, ledger_rows, new_workspace
from tropa.words import LANGUAGES, Language

CYRILLIC: Final = re.compile("[а-яё]", re.IGNORECASE)
BOTH: Final = pytest.mark.parametrize("language", LANGUAGES)
ENGLISH: Final = "date,amount,channel,kind\n2026-03-01,100.50,vk,ad\n2026-03-02,7,vk,tool\n"
BAD: Final = "soon,5,vk,ad\n"
EXCEL: Final = (
    "Дата;Канал;Кампания;Вид;Расход, руб.\r\n"
    "01.03.2026;yandex;Окна;реклама;12 500,50\r\n"
    "март 2026;;;зарплата;80 000\r\n"
)


def take(folder: Path, path: Path, *more: str, language: str = "en") -> tuple[int, str, str]:
    words = ("import", str(folder), str(path), "--preset", "costs", *more, "--lang", language)
    return command(*words)


def amounts(folder: Path) -> list[int]:
    return [row[0] for row in ledger_rows(folder, "SELECT amount FROM cost ORDER BY amount")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_workspace(tmp_path / "w", "en")
    return tmp_path / "w"


@BOTH
def test_costs_are_taken_in_and_counted(
    folder: Path, tmp_path: Path, language: Language
) -> None:
    path = tmp_path / "march.csv"
    path.write_text(ENGLISH, "utf-8")
    code, said, complaint = take(folder, path, language=language)
    assert (code, complaint) == (0, "")
    assert "107" in said.splitlines()[-1]
    assert "mappings/march.costs.yaml" in said
    assert bool(CYRILLIC.search(said.splitlines()[-1])) == (language == "ru")
    assert amounts(folder) == [700, 10_050]
    assert ledger_counts(folder).stored == 0
    code, said, _ = take(folder, path, language=language)
    assert code == 0
    assert amounts(folder) == [700, 10_050]
    _, said, _ = command("imports", str(folder), "--json")
    [record] = json.loads(said)["answer"]
    assert (record["file"], record["mapping"]) == ("march.csv", "costs:march")
    assert (record["rows"], record["accepted"], record["refused"]) == (2, 2, 0)


def test_a_russian_excel_table_just_works(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "Расходы.csv"
    path.write_bytes(EXCEL.encode("cp1251"))
    code, said, complaint = take(folder, path, language="ru")
    assert (code, complaint) == (0, "")
    assert "cp1251" in said
    assert amounts(folder) == [1_250_050, 8_000_000]


@BOTH
def test_a_dry_run_keeps_nothing(folder: Path, tmp_path: Path, language: Language) -> None:
    path = tmp_path / "march.csv"
    path.write_text(ENGLISH + BAD, "utf-8")
    code, said, complaint = take(folder, path, "--dry-run", language=language)
    assert (code, complaint) == (1, "")
    assert "2026-03-01" in said
    assert "1 × bad_day" in said
    assert "march.csv:4: " in said
    assert amounts(folder) == []
    assert ledger_counts(folder).failed == 0
    assert json.loads(command("imports", str(folder), "--json")[1])["answer"] == []


@BOTH
def test_bad_rows_are_told_and_wait(folder: Path, tmp_path: Path, language: Language) -> None:
    path = tmp_path / "march.csv"
    path.write_text(ENGLISH + BAD, "utf-8")
    code, said, _ = take(folder, path, language=language)
    assert code == 1
    assert "march.csv:4: " in said
    assert ledger_counts(folder).failed == 1
    code, said, _ = command("failed", str(folder), "--lang", language)
    assert code == 1
    assert "bad_day" in said
    assert bool(CYRILLIC.search(said)) == (language == "ru")
    out = tmp_path / "failed.jsonl"
    assert command("failed", str(folder), "--write", str(out))[0] == 0
    out.write_text(out.read_text("utf-8").replace("soon", "2026-03-05"), "utf-8")
    assert command("failed", str(folder), "--replay", str(out))[0] == 0
    assert amounts(folder) == [500, 700, 10_050]


def test_a_mapping_of_costs_needs_no_preset(folder: Path, tmp_path: Path) -> None:
    path, mapping = tmp_path / "x.csv", tmp_path / "x.yaml"
    path.write_text("когда,сколько\n2026-03-01,5\n", "utf-8")
    code, said, _ = take(folder, path)
    assert code == 1
    assert "amount" in said
    mapping.write_text("costs: x\nday: когда\namount: сколько\nkind: tool\n", "utf-8")
    words = ("import", str(folder), str(path), "--mapping", str(mapping))
    assert command(*words)[0] == 0
    assert ledger_rows(folder, "SELECT amount, kind FROM cost") == [(500, "tool")]


@BOTH
def test_it_refuses_what_it_cannot_take(
    folder: Path, tmp_path: Path, language: Language
) -> None:
    path, mapping = tmp_path / "march.csv", tmp_path / "x.yaml"
    path.write_text(ENGLISH, "utf-8")
    mapping.write_text("costs: x\nday: nowhere\namount: amount\n", "utf-8")
    bad = tmp_path / "bad.yaml"
    bad.write_text("costs: x\nday: date\namount: amount\nkind: chocolate\n", "utf-8")
    own = ("import", str(folder), str(path), "--lang", language)
    for words, refused in (
        ((*own, "--preset", "costs", "--snapshot-at", "2026-03-01"), "not_for_costs"),
        ((*own, "--preset", "cost"), "unknown_preset"),
        ((*own, "--mapping", str(mapping)), "no_such_column"),
        ((*own, "--mapping", str(bad)), "not_a_choice"),
        ((*own[:2], str(tmp_path / "none.csv"), *own[3:], "--preset", "costs"), "no_such_file"),
    ):
        code, _, complaint = command(*words)
        [line] = complaint.splitlines()
        assert (code, line.endswith(f"[{refused}]")) == (2, True), line
        assert bool(CYRILLIC.search(line)) == (language == "ru"), line
    assert "costs" in command(*own, "--preset", "cost")[2]
    assert amounts(folder) == []


def test_without_the_preset_a_file_of_costs_is_what_it_was(
    folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "march.csv"
    path.write_text(ENGLISH, "utf-8")
    take(folder, path)
    code, said, _ = command("import", str(folder), str(path), "--lang", "en")
    # Nobody is named in it, and the mapping of costs beside is none of its business.
    assert code == 1
    assert "mappings/march.yaml" in said
    assert amounts(folder) == [700, 10_050]
    assert ledger_counts(folder).stored == 0
