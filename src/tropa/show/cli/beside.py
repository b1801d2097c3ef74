"""A command beside a running server: it travels over the server's local socket and back.

The messages are lines of JSON: one with the command, then any number with what it printed, the
last with its exit code. The socket lies in the workspace's folder (or in a short folder of the
user's where that path is too long) and only its owner may open it.
"""

import json
import os
import socket
import socketserver
import tempfile
import threading
from collections.abc import Callable, Sequence
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any, Final, cast

from tropa.errors import TropaError, WorkspaceFault
from tropa.show.cli.arguments import parse
from tropa.show.cli.command import COMMANDS
from tropa.show.cli.console import Console
from tropa.words import Language, as_language
from tropa.workspace.opening import Workspace

_LONGEST_PATH: Final = 100
"""Systems allow about 104 characters in a socket's path."""


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
    asked = {"words": list(words), "language": language, "here": os.getcwd()}  # noqa: PTH109
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.connect(path)
            line.sendall(json.dumps(asked).encode() + b"\n")
            for answer in line.makefile("r", encoding="utf-8"):
                said: dict[str, Any] = json.loads(answer)
                if "exit" in said:
                    return int(said["exit"])
                (err if "err" in said else out)(said.get("err") or said.get("out") or "")
    except (OSError, ValueError) as fault:
        raise WorkspaceFault("server_silent", where=path) from fault
    raise WorkspaceFault("server_silent", where=path)


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        asked: dict[str, Any] = json.loads(self.rfile.readline())
        language = as_language(asked["language"])

        def tell(**said: object) -> None:
            self.wfile.write(json.dumps(said, ensure_ascii=False).encode() + b"\n")

        console = Console(
            language,
            lambda text: tell(out=text),
            lambda text: tell(err=text),
            Path(asked["here"]),
            lively=False,
            workspace=cast("_Server", self.server).workspace,
        )
        tell(exit=run_inside(asked["words"], language, console))


def run_inside(words: list[str], language: Language, console: Console) -> int:
    """Run a command with the workspace at hand; faults are said, never raised."""
    try:
        command = next(one for one in COMMANDS if one.name == words[0])
        args = parse(command, words[1:], language)
        return int(import_module(command.module).run(args, console))
    except TropaError as fault:
        console.err(f"tropa: {fault.message(language)} {fault.advice(language)}\n")
        return fault.exit_code


class _Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    workspace: Workspace


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
    workspace.lock.tell({"pid": os.getpid(), "socket": str(path)})

    def stop() -> None:
        server.shutdown()
        server.server_close()
        path.unlink(missing_ok=True)

    return stop
