"""A command beside a server: what travels, and who is blamed when something breaks."""

import json
import socket
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from tropa.errors import WorkspaceFault
from tropa.show.cli.beside import run_beside


@contextmanager
def saying(path: Path, lines: Sequence[str]) -> Generator[str]:
    """A server that answers any command with these lines."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        door.bind(str(path))
        door.listen()

        def answer() -> None:
            line, _ = door.accept()
            with line:
                line.makefile().readline()
                line.sendall("".join(one + "\n" for one in lines).encode())

        thread = Thread(target=answer)
        thread.start()
        yield str(path)
        thread.join()


def test_what_the_server_prints_is_printed_here(tmp_path: Path) -> None:
    told: list[str] = []
    lines = [json.dumps({"out": "one"}), json.dumps({"err": "two"}), '{"exit": 3}']
    with saying(tmp_path / "s", lines) as path:
        code = run_beside(path, ["show"], "ru", told.append, told.append)
    assert (code, told) == (3, ["one", "two"])


def test_a_reader_who_has_had_enough_is_no_silent_server(tmp_path: Path) -> None:
    def closed(_: str) -> None:
        raise BrokenPipeError

    lines = [json.dumps({"out": "one"}), '{"exit": 0}']
    with saying(tmp_path / "s", lines) as path, pytest.raises(BrokenPipeError):
        run_beside(path, ["show"], "ru", closed, closed)


@pytest.mark.parametrize("lines", [[], ["no json"], [json.dumps({"out": "half"})]])
def test_a_server_that_breaks_off_is_said_to_be_silent(
    tmp_path: Path, lines: list[str]
) -> None:
    with saying(tmp_path / "s", lines) as path, pytest.raises(WorkspaceFault) as fault:
        run_beside(path, ["show"], "ru", print, print)
    assert fault.value.code == "server_silent"
