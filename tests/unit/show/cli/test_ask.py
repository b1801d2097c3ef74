"""Asking from the terminal: given up by whoever asked, here or beside a server."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tropa.show.cli.beside import run_inside, see
from tropa.show.cli.console import Console
from tropa.testing import Temporary, event, temporary_workspace
from tropa.workspace.creation import create_workspace
from tropa.workspace.one_pass import AHEAD

ASK = (sys.executable, "-m", "tropa.show.cli.main", "ask")
PEOPLE = 40


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Stopped: the question is given up, nothing has changed.\n"),
        ("ru", "Остановлено: вопрос снят, ничего не изменилось.\n"),
    ],
)
def test_an_interrupted_question_says_so_in_one_sentence(
    tmp_path: Path, language: str, said: str
) -> None:
    create_workspace(tmp_path / "firm", "")
    question = tmp_path / "question.yaml"
    os.mkfifo(question)
    words = [*ASK, str(tmp_path / "firm"), str(question), "--lang", language]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    # Opened from both sides: it is at the question now, and waits for its words.
    with question.open("wb"):
        process.send_signal(signal.SIGINT)
    out, complaint = process.communicate(timeout=900)
    assert (process.returncode, out, complaint.decode()) == (130, b"", said)


def test_whoever_hangs_up_is_seen_to_have_gone() -> None:
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            see(ours)
        with pytest.raises(ConnectionError):
            see(ours)


def asked(shop: Temporary, folder: Path, *, stays: bool) -> None:
    """One question by the server's own hand."""

    def gone() -> None:
        if not stays:
            raise ConnectionAbortedError

    question = folder / "question.yaml"
    question.write_text("question: funnel\nsteps: [seen, paid]\n", "utf-8")
    words = ["ask", str(shop.folder), str(question)]
    console = Console("en", lambda _: None, lambda _: None, folder, present=gone)
    console.workspace = shop.workspace
    assert run_inside(words, "en", console) == 0


def test_a_server_gives_up_a_question_when_the_command_has_gone(tmp_path: Path) -> None:
    told = [event(f"u{at}", "2026-03-01T10:00", "seen") for at in range(PEOPLE)]
    told += [event("u1", "2026-03-02T10:00", "paid")]
    with temporary_workspace("", told) as shop:
        shop.compact()
        with pytest.raises(ConnectionError):
            asked(shop, tmp_path, stays=False)
        assert len(shop.workspace.kept) <= AHEAD
        asked(shop, tmp_path, stays=True)
        assert len(shop.workspace.kept) > 3 * AHEAD
