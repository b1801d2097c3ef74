"""`tropa diagnose`: what it says, and how it says no."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from contract.serving import command
from golden.asking import GOLDEN, company
from tropa.words import LANGUAGES, Language

CYRILLIC: Final = re.compile("[а-яё]", re.IGNORECASE)
BOTH: Final = pytest.mark.parametrize("language", LANGUAGES)
MAP: Final = (GOLDEN / "golden.yaml").read_text("utf-8")
AS_OF: Final = ("--as-of", "2026-04-01")
MONDAY: Final = date(2026, 3, 2)


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("diagnose") / "firm"
    company(folder, MAP, [GOLDEN / "events.csv"])
    return folder


@pytest.fixture(scope="module")
def falling(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten weeks of requests: sixty of a hundred go on, in the last two weeks thirty."""
    root = tmp_path_factory.mktemp("falling")
    rows = ["person_id,ts,type"]
    for week in range(10):
        for one in range(40):
            day = f"{MONDAY + timedelta(weeks=week, days=one % 7):%d.%m.%Y}"
            rows.append(f"p{week}-{one},{day} 10:00,form.submit")
            if one % 10 < (6 if week < 8 else 3):
                rows.append(f"p{week}-{one},{day} 12:00,booking.came")
    events = root / "events.csv"
    events.write_text("\n".join(rows) + "\n", "utf-8")
    company(root / "firm", MAP, [events])
    return root / "firm"


def said(*words: str | Path) -> tuple[int, str, str]:
    return command("diagnose", *(str(word) for word in words))


@BOTH
def test_the_weak_link_is_told_in_the_language_asked(golden: Path, language: Language) -> None:
    code, out, err = said(golden, "--map", "golden", *AS_OF, "--lang", language)
    assert (code, err) == (0, "")
    out = out.replace("\u00a0", " ")
    start, end = ("Слабое звено", "57,1 %") if language == "ru" else ("weak link", "57.1%")
    assert start in out
    assert end in out
    assert re.search("90[ ,]000 ₽", out)
    assert out.count("\n— ") == 3


def test_the_answer_is_one_document(golden: Path) -> None:
    code, out, _ = said(golden, "--map", "golden", *AS_OF, "--json")
    document: dict[str, Any] = json.loads(out)
    assert code == 0
    assert list(document) == ["answer", "how"]
    worst = document["answer"]["worst"]
    assert (worst["from"], worst["to"], worst["basis"]) == ("quote", "contract", "leak")
    assert worst["leak"] == {"sales": 1.0, "money": 90_000, "margin": None}
    assert [one["from"] for one in document["answer"]["links"]] == [
        "quote", "measurement", "request",
    ]  # fmt: skip
    assert document["answer"]["sentences"]["ru"]


@BOTH
def test_few_data_give_no_alert(golden: Path, language: Language) -> None:
    code, out, err = said(golden, "--map", "golden", *AS_OF, "--alerts", "--lang", language)
    assert (code, err) == (0, "")
    assert ("Мало данных" if language == "ru" else "Few data") in out
    assert "5" in out


@BOTH
def test_what_is_worse_than_usual_is_told_and_is_code_1(
    falling: Path, language: Language
) -> None:
    words = (falling, "--map", "golden", "--alerts", "--lang", language)
    code, out, err = said(*words, "--as-of", "2026-05-19")
    assert (code, err) == (1, "")
    assert ("упала" if language == "ru" else "has fallen") in out
    # Before that all was as ever.
    assert said(*words, "--as-of", "2026-05-12")[0] == 0


def test_alerts_as_json_have_the_same_code(falling: Path) -> None:
    words = (falling, "--map", "golden", "--alerts", "--json", "--as-of", "2026-05-19")
    code, out, _ = said(*words)
    document = json.loads(out)
    assert code == 1
    assert document["answer"]["worse"] >= 1
    assert document["answer"]["alerts"][0]["alarm"] == "down"
    assert document["how"]["false_alarm_rate"] == 0.05


@BOTH
def test_it_refuses_what_cannot_be_diagnosed(
    golden: Path, tmp_path: Path, language: Language
) -> None:
    draft = tmp_path / "draft"
    command("new", str(draft), "--stages", "A → B → C", "--lang", "ru")
    for words, refused in (
        ((golden, "--map", "golden", "--as-of", "2020-01-01"), "nobody_to_diagnose"),
        ((golden, "--map", "nothing"), "no_such_map"),
        ((golden, "--map", "golden", "--as-of", "soon"), "bad_moment"),
        ((draft,), "map_not_published"),
        ((draft, "--alerts"), "map_not_published"),
    ):
        code, out, err = said(*words, "--lang", language)
        [line] = err.splitlines()
        assert (code, out, line.endswith(f"[{refused}]")) == (2, "", True), line
        assert bool(CYRILLIC.search(line)) == (language == "ru"), line
