"""A real server process that is killed without warning and started again."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final

from crash.waiting import GUARD, wait_until
from tropa.show.cli.keys import new_key
from tropa.testing import HandClock, Temporary
from tropa.workspace.creation import create_workspace

TROPA: Final = (sys.executable, "-m", "tropa.show.cli.main")
HASTY: Final = (sys.executable, str(Path(__file__).with_name("hasty_server.py")))
DYING: Final = (sys.executable, str(Path(__file__).with_name("dying_server.py")))
EAGER: Final = (sys.executable, str(Path(__file__).with_name("eager_server.py")))
MAP: Final = """
map: shop
title: Shop
timezone: UTC
sale: did payment
stages:
  - stage: request
    lost_after: 3d
  - stage: contract
    enter: did payment
    lost_after: never
touchpoints:
  - touchpoint: enquiry
    stage: request
    from: buyer
    event: asked
  - touchpoint: payment
    stage: contract
    from: buyer
    event: paid
"""


@dataclass
class Server:
    """A workspace, its write key, and whichever process serves it now."""

    folder: Path
    key: str
    command: Sequence[str] = TROPA
    environment: dict[str, str] = field(default_factory=dict[str, str])
    port: int = 0
    _process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        log = self.folder.with_name("complaints.txt").open("ab")
        command = [*self.command, "serve", str(self.folder), "--port", "0"]
        with log:
            self._process = subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=log,
                env=os.environ
                | {"TROPA_LANGUAGE": "en", "PYTHONFAULTHANDLER": "1"}
                | self.environment,
            )
        self.port = int(self._line_with("http://").rpartition(":")[2].split()[0].strip("/."))

    def _line_with(self, sign: str) -> str:
        process = self._process
        assert process is not None
        assert process.stdout is not None
        said = ""
        while sign not in said:
            ready, _, _ = select.select([process.stdout], [], [], GUARD)
            assert ready, self.read_complaints()
            said = process.stdout.readline().decode()
            assert said, f"ended with {process.wait(GUARD)}: {self.read_complaints()}"
        return said

    def read_complaints(self) -> str:
        return self.folder.with_name("complaints.txt").read_text("utf-8")

    def settle(self) -> None:
        """Wait until the map shows everything that was kept."""
        wait_until(
            lambda: not json.loads(self.get("/health")[1])["answer"]["blocks_behind"],
            self.read_complaints,
        )

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """As the power does: at once, and without a word."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to stop, and wait until it has."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        self._process.wait(GUARD)
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None

    def get(self, path: str) -> tuple[int, bytes]:
        """An address, on a connection of its own."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=GUARD)
        try:
            line.request("GET", path)
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()


def a_server(place: Path, command: Sequence[str] = TROPA) -> Server:
    """A server that has not been started, on a workspace with a map and a write key."""
    folder = place / "workspace"
    create_workspace(folder, 'language = "en"\nrate = 0\n')
    (folder / "maps" / "shop.yaml").write_text(MAP, "utf-8")
    tried = Temporary(folder, HandClock())
    key = new_key(tried.workspace, "private", "load")
    tried.workspace.close()
    return Server(folder, key, command)


GONE: Final = (OSError, HTTPException)
"""What a client sees when the server dies under it."""
