"""A command beside a running server: it travels over the server's local socket and back.

The messages are lines of JSON: one with the command, then any number with what it printed, the
last with its exit code. The socket lies in the workspace's folder (or in a short folder of the
user's where that path is too long) and only its owner may open it.
"""

import json
import logging
import os
import socket
import socketserver
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from select import select
from typing import Any, Final, cast

import msgspec

from tropa.errors import TropaError, UsageFault, WorkspaceFault
from tropa.show.cli.arguments import parse
from tropa.show.cli.command import COMMANDS, Command
from tropa.show.cli.console import Console, complaint
from tropa.words import Language
from tropa.workspace.opening import Workspace

_LONGEST_PATH: Final = 100
"""Systems allow about 104 characters in a socket's path."""
_LONGEST_COMMAND: Final = 4 << 20
_BROKEN: Final = 70
_LOG: Final = logging.getLogger("tropa.commands")


def socket_path(folder: Path) -> Path:
    """Where the socket of a workspace lies."""
    path = folder.resolve() / ".tropa.sock"
    if len(str(path)) <= _LONGEST_PATH:
        return path
    name = blake2b(str(folder.resolve()).encode(), digest_size=8).hexdigest()
    return Path(tempfile.gettempdir()) / f"tropa-{os.getuid()}-{name}.sock"


def run_beside(
    path: str,
    words: Sequence[str],
    language: Language,
    out: Callable[[str], None],
    err: Callable[[str], None],
) -> int:
    """Let the server run a command.

    Raises:
        WorkspaceFault: the server does not answer.
    """
    here = os.getcwd()  # noqa: PTH109
    # The server has no input of ours: it travels with the command.
    given = sys.stdin.buffer.read().decode("utf-8", "replace") if "-" in words else ""
    asked = {
        "words": list(words),
        "language": language,
        "here": here,
        "given": given,
        "lively": sys.stderr.isatty(),
    }
    for said in _answers(path, asked):
        if "exit" in said:
            return int(said["exit"])
        # Outside of what listens to the server: whoever reads our output may have had enough.
        (err if "err" in said else out)(said.get("err") or said.get("out") or "")
    raise WorkspaceFault("server_silent", where=path)


def _answers(path: str, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What the server says to a command, as it says it."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.connect(path)
            line.sendall(json.dumps(asked).encode() + b"\n")
            for answer in line.makefile("r", encoding="utf-8"):
                yield json.loads(answer)
    except (OSError, ValueError) as fault:
        raise WorkspaceFault("server_silent", where=path) from fault


class _Asked(msgspec.Struct):
    """A command as it travels."""

    words: list[str]
    language: Language
    here: str
    given: str = ""
    """What the command was given on its input."""
    lively: bool = False
    """Somebody is watching."""


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        try:
            asked = msgspec.json.decode(self.rfile.readline(_LONGEST_COMMAND), type=_Asked)
        except msgspec.MsgspecError:
            # Whoever that was, it is no command of ours.
            return

        def tell(**said: object) -> None:
            self.wfile.write(json.dumps(said, ensure_ascii=False).encode() + b"\n")

        console = Console(
            asked.language,
            lambda text: tell(out=text),
            lambda text: tell(err=text),
            Path(asked.here),
            lively=asked.lively,
            workspace=cast("_Server", self.server).workspace,
            given=asked.given.encode,
            present=partial(see, cast("socket.socket", self.connection)),
        )
        tell(exit=run_inside(asked.words, asked.language, console))


def see(line: socket.socket) -> None:
    """See whether the other side is there: it says nothing more, and hangs up when it goes.

    Raises:
        ConnectionError: it has gone.
    """
    if select([line], [], [], 0)[0] and not line.recv(1, socket.MSG_PEEK):
        raise ConnectionAbortedError


def run_inside(words: list[str], language: Language, console: Console) -> int:
    """Run a command with the workspace at hand; faults are said, never raised."""
    try:
        command = _command(words)
        args = parse(command, words[1:], language)
        return int(import_module(command.module).run(args, console))
    except TropaError as fault:
        console.err(complaint(fault, language))
        return fault.exit_code
    except ConnectionError:
        # Whoever asked has gone.
        raise
    except Exception as fault:
        _LOG.exception("%s", words[0])
        problem = f"{type(fault).__name__}: {fault}"
        console.err(complaint(TropaError("broken", problem=problem), language))
        return _BROKEN


def _command(words: list[str]) -> Command:
    here = {one.name: one for one in COMMANDS if one.beside_server}
    name = " ".join(words[:1])
    if name not in here:
        raise UsageFault("unknown_command", found=name, allowed=", ".join(here))
    return here[name]


class _Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    workspace: Workspace

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked has gone: nobody is left to be told, and the log is for faults."""


def told_by_owner(workspace: Workspace) -> dict[str, Any]:
    """What commands beside the server must know of it."""
    return {"pid": os.getpid(), "socket": str(socket_path(workspace.folder))}


def listen(workspace: Workspace) -> Callable[[], None]:
    """Answer commands for a workspace; the value stops listening."""
    path = socket_path(workspace.folder)
    path.unlink(missing_ok=True)
    before = os.umask(0o177)
    try:
        server = _Server(str(path), _Handler)
    finally:
        os.umask(before)
    server.workspace = workspace
    threading.Thread(target=server.serve_forever, name="commands", daemon=True).start()
    workspace.lock.tell(told_by_owner(workspace))

    def stop() -> None:
        server.shutdown()
        server.server_close()
        path.unlink(missing_ok=True)

    return stop
