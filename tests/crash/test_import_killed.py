"""kill -9 in the middle of an import: it stands still, goes on, and every sum is exact."""

import json
import time
from collections.abc import Callable, Generator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final

import pytest

from crash.checker import found_in
from crash.server import Server, a_server
from crash.waiting import GUARD, wait_until
from tropa.chance import uniform

PEOPLE: Final = 45_000
REPEATED: Final = 5_000
"""So many ask twice in the same second, in rows that are the same to the letter."""
ROWS: Final = PEOPLE + REPEATED

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Generator[Server]:
    made = a_server(tmp_path)
    yield made
    made.kill()
    assert not made.read_complaints()


def table() -> bytes:
    """The second row of a pair stands far from the first, in another chunk."""
    rows = [f"u{at},asked,2026-03-{1 + at % 28:02d}T10:00:00Z\n" for at in range(PEOPLE)]
    return ("person_id,type,ts\n" + "".join(rows + rows[:REPEATED])).encode()


def ask(server: Server, method: str, path: str, body: object = None) -> Any:
    """What the app asks, on a connection of its own."""
    line = HTTPConnection("127.0.0.1", server.port, timeout=GUARD)
    try:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        line.request(method, path, raw if body is not None else b"")
        answer = line.getresponse()
        told = json.loads(answer.read())
        assert answer.status == 200, told
        return told["answer"]
    finally:
        line.close()


def test_a_run_killed_again_and_again_comes_to_exact_sums(server: Server) -> None:
    server.start()
    upload = ask(server, "POST", "/api/uploads?name=rows.csv", b"")["id"]
    ask(server, "POST", f"/api/uploads/{upload}/more?at=0", table())
    columns = ask(server, "GET", f"/api/uploads/{upload}")["tables"][0]["columns"]
    wish = {"roles": {one["header"]: one["role"] for one in columns}}
    run = f"/api/uploads/{upload}/run"
    ask(server, "POST", run, {"wish": wish, "map": "shop"})

    taken = 0
    # It stands still between two chunks, of which there are three …
    for _ in range(2):
        ask(server, "PATCH", run, {"do": "pause"})
        wait_until(_more(server, run, taken), server.read_complaints)
        server.kill()
        server.start()
        [waits] = ask(server, "GET", "/api/imports")["runs"]
        [kept] = ask(server, "GET", "/api/imports")["imports"]
        assert (waits["state"], kept["finished"]) == ("stopped", None)
        assert taken < kept["rows"] == kept["accepted"] < ROWS
        taken = kept["rows"]
        ask(server, "PATCH", run, {"do": "resume"})
    # … or is at work, at any moment.
    time.sleep(0.5 * uniform("import", 0))
    server.kill()
    server.start()
    for waits in ask(server, "GET", "/api/imports")["runs"]:
        assert waits["state"] == "stopped"
        ask(server, "PATCH", run, {"do": "resume"})
        wait_until(lambda: ask(server, "GET", run)["state"] == "done", server.read_complaints)

    [over] = ask(server, "GET", "/api/imports")["imports"]
    assert (over["rows"], over["accepted"], over["duplicates"]) == (ROWS, ROWS, 0)
    server.settle()
    stage = ask(server, "GET", "/api/map/shop")["stages"][0]
    assert stage["reached"] == PEOPLE
    server.kill()
    assert len(found_in(server.folder).keys) == ROWS


def _more(server: Server, run: str, taken: int) -> Callable[[], bool]:
    """Whether more rows are in than there were."""
    return lambda: int(ask(server, "GET", run).get("rows", 0)) > taken
