"""Servers to send to: the real one over a new folder, and its double that keeps nothing.

The double reads, checks and hashes every event as the real one does, answers the same, and
throws the events away: what it takes is the price of HTTP and of checking alone.
"""

import json
import re
import subprocess
import sys
from collections.abc import Generator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from tropa.keep.intake import Intake, Offer, Outcome
from tropa.show.api.serve import serve
from tropa.workspace.opening import open_workspace

_ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:(\d+)")


@dataclass(frozen=True, slots=True)
class Running:
    """A server of ours."""

    port: int
    key: str
    process: subprocess.Popen[str]
    folder: Path


def made(folder: Path) -> str:
    """A folder with the window company's map, published; its write key."""
    _tropa("new", str(folder), "--template", "windows", "--lang", "en")
    _tropa("publish", str(folder))
    told = json.loads(_tropa("keys", str(folder), "--new", "private", "--json"))
    return told["answer"]["key"]


@contextmanager
def running(folder: Path, *, keeping: bool = True) -> Generator[Running]:
    """A server in a process of its own, until the block ends."""
    key = made(folder)
    with serving(folder, keeping=keeping) as (port, process):
        yield Running(port, key, process, folder)


@contextmanager
def serving(
    folder: Path, *, keeping: bool = True
) -> Generator[tuple[int, subprocess.Popen[str]]]:
    """The port and the process of a server on a folder that is there, until the block ends."""
    command = ["-m", "tropa", "serve", str(folder), "--port", "0"]
    if not keeping:
        command = ["-m", "benchmarks.servers", str(folder)]
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True)
    try:
        yield _port(process), process
    finally:
        process.terminate()
        process.wait(30)


def _port(process: subprocess.Popen[str]) -> int:
    for line in process.stdout or ():
        if found := _ADDRESS.search(line):
            return int(found[1])
    message = "the server ended before it was ready"
    raise RuntimeError(message)


def _tropa(*words: str) -> str:
    command = [sys.executable, "-m", "tropa", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class _Nowhere:
    """Stands where the intake stands, and keeps nothing."""

    def offer(self, offer: Offer) -> Future[Outcome]:
        done: Future[Outcome] = Future()
        done.set_result(Outcome(len(offer.events), 0))
        return done


def _throw_away(folder: Path) -> None:
    with open_workspace(folder) as workspace:
        workspace.intake = cast("Intake", _Nowhere())
        serve(workspace, "127.0.0.1", 0, lambda bound: print(bound.address, flush=True))


if __name__ == "__main__":
    _throw_away(Path(sys.argv[1]))
