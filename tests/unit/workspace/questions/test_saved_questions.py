"""Questions kept in the workspace: what is kept comes back, and a name is never a path."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tropa.errors import RequestFault, TropaError, UsageFault
from tropa.map.finding import MapRefused
from tropa.testing import HandClock, Temporary, event, temporary_workspace
from tropa.workspace.questions import saved_questions
from tropa.workspace.questions.asking import ask_question
from tropa.workspace.questions.saved_questions import (
    LARGEST,
    Saved,
    checked,
    forget_question,
    keep_question,
    saved_question,
)

TEXT = "question: trend\ntitle: 'How many: «seen»'\nof: seen\n"


@contextmanager
def refused(code: str) -> Generator[None]:
    """What happens inside is refused by this code."""
    with pytest.raises(TropaError) as fault:
        yield
    assert fault.value.code == code


@pytest.fixture
def shop() -> Generator[Temporary]:
    told = [event(f"u{at}", "2026-03-01T10:00", "seen") for at in range(3)]
    with temporary_workspace("", told, clock=HandClock("2026-03-20T00:00")) as tried:
        yield tried


def test_what_is_kept_comes_back_as_it_was_written(shop: Temporary) -> None:
    keep_question(shop.workspace.folder, "views", TEXT)
    found = saved_question(shop.workspace.folder, "views")
    assert found == Saved("views", "How many: «seen»", "trend", TEXT)
    assert saved_questions.saved_questions(shop.workspace.folder) == [found]
    path = shop.workspace.folder / "questions" / "views.yaml"
    assert ask_question(shop.workspace, path.read_bytes()).answer["total"]["units"] == 3


def test_a_forgotten_question_is_gone(shop: Temporary) -> None:
    keep_question(shop.workspace.folder, "views", TEXT)
    forget_question(shop.workspace.folder, "views")
    assert saved_questions.saved_questions(shop.workspace.folder) == []
    with refused("no_saved_question"):
        forget_question(shop.workspace.folder, "views")


def test_a_new_question_is_not_written_over_another(tmp_path: Path) -> None:
    keep_question(tmp_path, "views", TEXT, anew=True)
    with pytest.raises(RequestFault) as fault:
        keep_question(tmp_path, "views", TEXT, anew=True)
    assert (fault.value.code, fault.value.status) == ("saved_question_there", 409)
    keep_question(tmp_path, "views", TEXT.replace("seen", "paid"))
    assert "paid" in saved_question(tmp_path, "views").text


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", "../views", "a/b", "a\\b", "/etc/passwd", "views.yaml", "Views",
        "-views",
        "view s", "views\n", "views\x00", "вопрос", "%2e%2e", "a" * 64,
        "a\u202eb",
    ],
)  # fmt: skip
def test_a_name_that_is_no_plain_word_is_refused(tmp_path: Path, name: str) -> None:
    for act in (
        lambda: keep_question(tmp_path, name, TEXT),
        lambda: saved_question(tmp_path, name),
        lambda: forget_question(tmp_path, name),
    ):
        with refused("bad_question_name"):
            act()
    assert list(tmp_path.rglob("*.yaml")) == []


@given(st.text(max_size=70))
def test_a_name_that_passes_stays_in_its_folder(name: str) -> None:
    try:
        checked(name)
    except UsageFault:
        return
    path = (Path("/w/questions") / f"{name}.yaml").resolve()
    assert path.parent == Path("/w/questions").resolve()


def test_a_text_that_is_no_question_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(MapRefused):
        keep_question(tmp_path, "views", "question: tarot\n")
    with refused("question_too_large"):
        keep_question(tmp_path, "views", TEXT + "#" * LARGEST)
    assert not (tmp_path / "questions").exists()


def test_no_more_are_kept_than_a_list_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved_questions, "MOST", 2)
    keep_question(tmp_path, "one", TEXT)
    keep_question(tmp_path, "two", TEXT)
    with refused("too_many_saved_questions"):
        keep_question(tmp_path, "three", TEXT)
    keep_question(tmp_path, "two", TEXT)


def test_a_link_to_elsewhere_is_neither_read_nor_written_through(tmp_path: Path) -> None:
    outside = tmp_path / "secret.yaml"
    outside.write_text(TEXT, "utf-8")
    folder = tmp_path / "workspace"
    (folder / "questions").mkdir(parents=True)
    (folder / "questions" / "views.yaml").symlink_to(outside)
    assert saved_questions.saved_questions(folder) == []
    with refused("bad_question_name"):
        keep_question(folder, "views", TEXT.replace("seen", "paid"))
    assert outside.read_text("utf-8") == TEXT


def test_a_file_somebody_broke_is_listed_to_be_mended(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "broken.yaml").write_text("question: [", "utf-8")
    (tmp_path / "questions" / "binary.yaml").write_bytes(b"\xff\xfe\x00\x01")
    (tmp_path / "questions" / "Not A Name.yaml").write_text(TEXT, "utf-8")
    assert saved_questions.saved_questions(tmp_path) == [
        Saved("broken", "broken", "", "question: [")
    ]
