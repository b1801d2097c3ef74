"""Sections of the golden map: what is known is told, what is not known says so."""

import json
from pathlib import Path
from typing import Any

import pytest

from golden.asking import GOLDEN, command
from tropa.errors import UsageFault
from tropa.workspace.answers import Question
from tropa.workspace.opening import open_workspace
from tropa.workspace.sections import SECTIONS, ask_sections

COSTS = "дата;сумма;вид\n01.03.2026;50000;реклама\n"


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sections") / "firm"
    command("new", folder, "--lang", "ru")
    (folder / "maps" / "golden.yaml").write_bytes((GOLDEN / "golden.yaml").read_bytes())
    command("import", folder, GOLDEN / "events.csv")
    command("publish", folder, "--map", "golden")
    spent = folder.parent / "costs.csv"
    spent.write_bytes(COSTS.encode("cp1251"))
    command("import", folder, spent, "--preset", "costs")
    return folder


@pytest.fixture(scope="module")
def said(firm: Path) -> dict[str, Any]:
    words = ("--map", "golden", "--as-of", "2026-04-01", "--section", "all", "--json")
    return json.loads(command("show", firm, *words))


def test_every_section_answers_and_says_how_it_is_made(said: dict[str, Any]) -> None:
    for name in SECTIONS:
        assert name in said["answer"]
        for language in ("ru", "en"):
            figures = said["how"]["sections"][name][language]
            assert figures
            assert all(one["title"] and one["how"] for one in figures.values())


def test_what_was_spent_is_set_against_what_was_gained(said: dict[str, Any]) -> None:
    found = said["answer"]["acquisition"]
    assert said["answer"]["costs"]["total"] == 50_000
    # Eleven valid leads, four of them with a first order; 300,000 roubles net.
    assert found["cpl"]["value"] == pytest.approx(50_000 / found["leads"], abs=0.01)
    assert found["new_customers"] == 4
    assert found["cac"]["value"] == 12_500
    assert found["drr"]["value"] == pytest.approx(50_000 / 300_000)


def test_without_a_margin_nothing_that_needs_it_is_made_up(said: dict[str, Any]) -> None:
    assert said["answer"]["acquisition"]["romi"]["value"] is None
    assert said["answer"]["break_even"] == {}


def test_the_table_names_every_section_in_the_language_asked(firm: Path) -> None:
    words = ("--map", "golden", "--as-of", "2026-04-01", "--section", "repeat", "--lang", "ru")
    assert "ПОВТОРНЫЕ ПОКУПКИ" in command("show", firm, *words)


def test_an_unknown_section_is_refused_with_those_there_are(firm: Path) -> None:
    with open_workspace(firm) as workspace, pytest.raises(UsageFault) as refused:
        ask_sections(workspace, "golden", Question(), ["moneys"])
    assert refused.value.code == "unknown_section"
