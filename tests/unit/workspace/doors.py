"""The doors a question comes in by: Python, HTTP, the command line; and what comes out."""

import asyncio
import json
import re
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias, cast

from tropa.errors import TropaError
from tropa.show.api.application import application
from tropa.show.api.gate import Gate
from tropa.show.api.site import Site
from tropa.show.cli.beside import run_inside
from tropa.show.cli.console import Console
from tropa.testing import Temporary
from tropa.workspace.questions.asking import ask_question, people_of

Json: TypeAlias = dict[str, Any]

REFUSED: Final = 2
CODE: Final = re.compile(r"\[([a-z]+(?:_[a-z]+)+)\]")


class Said(NamedTuple):
    """What came out of a door: the code of the refusal or nothing, and all of it."""

    code: str
    text: str


def in_python(tried: Temporary, text: str) -> Json | TropaError:
    """The answer, which can be written as JSON; or the fault, raised and caught."""
    try:
        found = ask_question(tried.workspace, text).answer
    except TropaError as fault:
        return fault
    json.dumps(found, allow_nan=False)
    return found


def refusal_of(tried: Temporary, question: str, cell: str) -> TropaError | None:
    """Why there are no people behind a cell; None where there are."""
    try:
        count, people = people_of(tried.workspace, question, cell)
    except TropaError as fault:
        return fault
    assert count >= len(people)
    return None


def by_http(tried: Temporary, text: str) -> Said:
    """`POST /api/ask` of the server's own application."""
    status, body = asyncio.run(_posted(tried, text.encode("utf-8", "surrogatepass")))
    answer = cast("Json", json.loads(body))
    if status == 200:
        assert answer["how"]["words"]
        return Said("", body.decode())
    assert 400 <= status < 500, body
    assert answer["message"]
    assert answer["next"]
    return Said(answer["code"], body.decode())


async def _posted(tried: Temporary, body: bytes) -> tuple[int, bytes]:
    given, status, chunks = [body], 0, list[bytes]()

    async def receive() -> Json:
        if not given:
            # Whoever asked waits for the answer, and says nothing more.
            await asyncio.Event().wait()
        return {"type": "http.request", "body": given.pop(), "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status
        status = message.get("status", status)
        chunks.append(message.get("body", b""))

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/api/ask",
        "raw_path": b"/api/ask",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    await application(Site(tried.workspace, Gate()))(scope, receive, send)
    return status, b"".join(chunks)


def at_command_line(tried: Temporary, text: str) -> Said:
    """`tropa ask FOLDER -`, as the owner of the folder runs it."""
    out, err, data = list[str](), list[str](), text.encode("utf-8", "surrogatepass")
    console = Console(
        "en",
        out.append,
        err.append,
        Path.cwd(),
        workspace=tried.workspace,
        given=lambda: data,
    )
    code = run_inside(["ask", "folder", "-"], "en", console)
    said = "".join(out + err)
    assert code in (0, REFUSED), said
    if code == 0:
        assert not err
        return Said("", said)
    codes = CODE.findall(said)
    assert codes, said
    return Said(codes[0], said)
