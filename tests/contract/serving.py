"""A real server process on a workspace of its own, and what can be seen of it from outside."""

import io
import json
import os
import select
import signal
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import Any, Final, cast

import apsw

from crash.waiting import GUARD, wait_until
from tropa.event import Event
from tropa.keep.block import decode
from tropa.show.cli.main import main

_TROPA: Final = (sys.executable, "-m", "tropa.show.cli.main")
_HELD: Final = (sys.executable, str(Path(__file__).parents[1] / "serve_held.py"))
"""The same, each of whose answers is held to its stated shape."""
STAGES: Final = "A → B → C"


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return cast("dict[str, Any]", json.loads(self.body))

    @property
    def codes(self) -> list[str]:
        """The code of the refusal, or those of the events that failed."""
        said = self.json
        return [said["code"]] if "code" in said else [one["code"] for one in said["errors"]]


@dataclass
class Counts:
    """What the ledger holds."""

    stored: int
    failed: int


@dataclass
class Serving:
    """A running server."""

    folder: Path
    address: str
    process: "subprocess.Popen[str] | None" = None
    """None where it runs in this one."""
    keys: dict[str, str] = field(default_factory=dict[str, str])
    sources: dict[str, str] = field(default_factory=dict[str, str])
    said: str = ""
    """What it printed at start."""

    @property
    def log(self) -> Path:
        """Where what it complains of is kept."""
        return self.folder.with_name(self.folder.name + ".log")

    @property
    def pid(self) -> int:
        return os.getpid() if self.process is None else self.process.pid

    @property
    def died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def basic(self, name: str = "private") -> str:
        return basic(f"{self.keys[name]}:")

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request on a connection of its own, its headers and nothing added to them."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=GUARD)
        try:
            stated = {name.lower() for name in headers or {}}
            line.putrequest(method, path, skip_host="host" in stated, skip_accept_encoding=True)
            if body and "content-length" not in stated and "transfer-encoding" not in stated:
                line.putheader("Content-Length", str(len(body)))
            for name, value in (headers or {}).items():
                line.putheader(name, value)
            line.endheaders()
            _send_what_is_taken(line, body)
            answer = line.getresponse()
            # A stream of changes has no end to wait for.
            endless = answer.headers.get_content_type() == "text/event-stream"
            return Answer(answer.status, answer.headers, b"" if endless else answer.read())
        finally:
            line.close()

    def post(self, path: str, document: object, key: str = "private", **more: str) -> Answer:
        """A document as JSON, with a key."""
        headers = {"Authorization": self.basic(key), "Content-Type": "application/json", **more}
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        return self.ask("POST", path, body, headers)

    def raw(self, data: bytes, patience: float = 30) -> bytes:
        """Bytes as they are; everything that comes back until the server closes the line."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=patience) as line:
            with suppress(OSError):
                line.sendall(data)
            return read_answer(line)

    def counts(self) -> Counts:
        """Read beside the server, which must have it on disk before it answers."""
        return ledger_counts(self.folder)

    def events(self, newest: int = 1_000_000) -> list[Event]:
        """Events of the newest blocks of the log, in the order kept."""
        return kept_events(self.folder, newest)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What else the ledger says."""
        return ledger_rows(self.folder, sql, *values)

    def settled(self) -> None:
        """Wait until everything kept has been taken in by the loop."""
        wait_until(
            lambda: not self.ask("GET", "/health").json["answer"]["blocks_behind"],
            lambda: "the loop does not get on",
        )

    def complaints(self) -> str:
        """What the server wrote besides its greeting: nothing, when all is well."""
        return self.log.read_text("utf-8")


def basic(pair: str) -> str:
    return "Basic " + b64encode(pair.encode()).decode()


# ---------------------------------------------------------------- the ledger, beside its owner


def ledger_rows(folder: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of a ledger, read by a connection of our own."""
    opened = apsw.Connection(str(folder / "ledger.sqlite"), flags=apsw.SQLITE_OPEN_READONLY)
    opened.set_busy_timeout(5_000)
    try:
        return list(cast("Iterable[tuple[Any, ...]]", opened.execute(sql, values)))  # pyright: ignore[reportUnknownMemberType] - apsw leaves buffers untyped
    finally:
        opened.close()


def ledger_counts(folder: Path) -> Counts:
    """Events kept, in the log and in history, and events that wait."""
    [(stored, failed)] = ledger_rows(
        folder,
        "SELECT (SELECT coalesce(sum(count), 0) FROM inbox)"
        " + (SELECT coalesce(sum(rows), 0) FROM file WHERE kind = 'history'),"
        " (SELECT count(*) FROM failed)",
    )
    return Counts(stored, failed)


def kept_events(folder: Path, newest: int = 1_000_000) -> list[Event]:
    """Events of the newest blocks of the log, in the order kept."""
    sql = "SELECT data, keys, checksum FROM inbox ORDER BY position DESC LIMIT ?"
    rows = ledger_rows(folder, sql, newest)
    return [
        event
        for data, keys, expected in reversed(rows)
        for event in decode(data, keys, expected)
    ]


# ---------------------------------------------------------------- bytes over the wire


def read_answer(line: socket.socket) -> bytes:
    """Everything until the end, or until one whole answer is there."""
    said = b""
    while True:
        try:
            piece = line.recv(65_536)
        except (ConnectionError, TimeoutError):
            return said
        if not piece:
            return said
        said += piece
        head, ended, body = said.partition(b"\r\n\r\n")
        if ended and len(body) >= stated_length(head):
            return said


def stated_length(head: bytes) -> int:
    for one in head.lower().split(b"\r\n"):
        if one.startswith(b"content-length:"):
            return int(one.partition(b":")[2])
    return 0


def status_of(said: bytes) -> int:
    """The status of a raw answer; 0 where the connection was closed without one."""
    return int(said.split(b" ", 2)[1]) if said.startswith(b"HTTP/1.") else 0


def new_workspace(folder: Path, language: str = "ru", stages: str = STAGES) -> None:
    """A workspace with a small map."""
    code, said, fault = command("new", str(folder), "--stages", stages, "--lang", language)
    assert code == 0, said + fault


def new_key(folder: Path, kind: str = "private") -> tuple[str, str]:
    """The id and the secret of a new write key."""
    code, said, fault = command("keys", str(folder), "--new", kind, "--json")
    assert code == 0, fault
    answer = json.loads(said)["answer"]
    return answer["id"], answer["key"]


def command(*words: str) -> tuple[int, str, str]:
    """A command in this process: its exit code, what it printed, what it complained of."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(words)
    return code, out.getvalue(), err.getvalue()


def run(*words: str) -> tuple[int, str, str]:
    """The same in a process of its own."""
    done = subprocess.run(
        [*_TROPA, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=plain_environment(),
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def plain_environment(**more: str) -> dict[str, str]:
    """This process's environment without what would change the answers."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TROPA_")}
    return {**kept, "PYTHONUTF8": "1", **more}


@contextmanager
def server(folder: Path, *words: str, lines: int = 1, **environment: str) -> Generator[Serving]:
    """`tropa serve` on a folder, until the block ends; so many lines it says at start."""
    log = folder.with_name(folder.name + ".log")
    with log.open("w", encoding="utf-8") as complaints:
        process = subprocess.Popen(
            [*_HELD, "serve", str(folder), "--port", "0", *words],
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            encoding="utf-8",
            env=plain_environment(**environment),
        )
    try:
        said = _greeting(process, log, lines)
        address = next(word for word in said.split() if word.startswith("http://"))
        yield Serving(folder, address, process, said=said)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(GUARD)
        if process.stdout is not None:
            process.stdout.close()


def _greeting(process: "subprocess.Popen[str]", log: Path, lines: int) -> str:
    """What the server prints at start."""
    assert process.stdout is not None
    said = ""
    while said.count("\n") < lines:
        ready, _, _ = select.select([process.stdout], [], [], GUARD)
        assert ready, "the server did not start"
        piece = os.read(process.stdout.fileno(), 65_536).decode()
        assert piece, said + log.read_text("utf-8")
        said += piece
    return said


def _send_what_is_taken(line: HTTPConnection, body: bytes) -> None:
    """A server that has said no need not read the rest."""
    with suppress(BrokenPipeError, ConnectionResetError):
        line.send(body)


@contextmanager
def served(
    folder: Path, language: str = "ru", *, calm: bool = True, rate: int = 1_000
) -> Generator[Serving]:
    """A server on a new workspace with four keys, which complains of nothing to the end.

    Where it is not to be `calm`, something is about to happen that it may complain of.
    """
    new_workspace(folder, language)
    kinds = {"private": "private", "second": "private", "browser": "browser", "off": "private"}
    made = {name: new_key(folder, kind) for name, kind in kinds.items()}
    assert command("keys", str(folder), "--off", made["off"][0])[0] == 0
    with server(folder, TROPA_RATE=str(rate)) as running:
        running.sources = {name: source for name, (source, _) in made.items()}
        running.keys = {name: key for name, (_, key) in made.items()}
        yield running
        assert not running.died, "the server died"
        if calm:
            # Whatever was sent, the loop has taken it in too.
            running.settled()
    assert running.complaints() == "" or not calm
