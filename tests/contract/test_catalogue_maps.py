"""The catalogue of bad maps, each read by the real command."""

import json
from pathlib import Path
from typing import Any, Final

import pytest

from contract.catalogue import Case, cases
from contract.later import LATER
from contract.making import MAP, make
from contract.serving import command

READ: Final = [one for one in cases("map_yaml") if one.id not in LATER]

# What the neutral spelling of a case means in the keys of a map.
SPELT: Final = {
    "YML-018": "stages: [{id: a, title: A, lost_after: 1:30}]\n",
    "YML-024": "stages: [{id: a, title: A, lost_after: 1000000d}]\n",
    "YML-026": "touchpoints: [{id: p, title: P, stage: ghost, from: buyer, event: e}]\n",
    "YML-035": "sale: \"__import__('os').system('id')\"\n",
}


def content(case: Case) -> bytes:
    if case.id in SPELT:
        return f"id: m\ntitle: T\n{SPELT[case.id]}".encode()
    if "gen" in case.send:
        return make(case.send["gen"])
    return case.send.get("content", "").encode() or (MAP + case.send["fragment"]).encode()


def findings(path: Path, *more: str) -> tuple[int, list[dict[str, Any]]]:
    code, said, complaint = command("check", str(path), "--json", "--lang", "en", *more)
    assert complaint == ""
    return code, json.loads(said)["answer"]


@pytest.mark.parametrize("case", READ, ids=lambda case: case.id)
def test_the_map_is_refused_as_expected(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_bytes(content(case))
    code, found = findings(path)
    if case.expected["status"] == [422]:
        assert code == case.expected["exit_code"]
        assert case.expected["code"] in [one["code"] for one in found]
        for one in found:
            assert one["file"] == str(path)
            assert one["line"] >= 1
            assert one["column"] >= 1
            assert one["message"]
            assert one["next"]


@pytest.mark.parametrize("case", READ, ids=lambda case: case.id)
def test_the_map_is_refused_in_words_a_person_reads(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_bytes(content(case))
    for language in ("ru", "en"):
        code, said, complaint = command("check", str(path), "--lang", language)
        assert code == case.expected.get("exit_code", 0)
        if code:
            assert f"{path}:" in said
            assert complaint == ""
            cyrillic = any("а" <= letter <= "я" for letter in said)
            assert cyrillic == (language == "ru")


def test_a_text_that_looks_like_false_stays_a_text(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("id: m\ntitle: no\nstages: [{id: a, title: off}]\n", "utf-8")
    code, said, _ = command("check", str(path), "--lang", "en")
    assert code == 0, said
