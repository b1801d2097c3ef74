"""kill -9 in the middle of erasing somebody: it is finished at the next start, or never began.

Not a byte of theirs is left then, every figure is as before, and what others were promised is
kept.
"""

import json
import os
from base64 import b64encode
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final

import pytest

from crash.moments import every_moment
from crash.server import DYING, GONE, TROPA, Server, a_server
from crash.waiting import GUARD
from tropa.testing import HandClock, Temporary, event
from tropa.users.asker import TERMINAL
from tropa.workspace.creation import create_workspace
from tropa.workspace.finding import find_person
from tropa.workspace.people.erasing import erase
from unit.workspace.people.test_erasing import (
    CANARY,
    EMAIL,
    MAP,
    erase_canary,
    fill,
    nothing_left,
    whole,
)
from unit.workspace.people.traces import found_in, in_parquet

NOW: Final = "2026-03-05T10:00"
EACH: Final = 1 if os.environ.get("TROPA_EVERY_MOMENT") else 23
"""Every so-manyth moment is opened."""

pytestmark = pytest.mark.slow


def test_at_any_moment_it_is_finished_by_the_next_start_or_never_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_: int) -> None:
        return None

    # A disk that is never lost needs no syncing; that it was asked for is noted still.
    monkeypatch.setattr(os, "fsync", never)
    create_workspace(tmp_path / "one", 'language = "en"\n')
    tried = Temporary(tmp_path / "one", HandClock(NOW))
    tried.draw(MAP)
    fill(tried)
    # Acknowledged, and nowhere but in the log when it begins.
    tried.tell([event("u99", "2026-03-04T10:00", "form_sent", comment="plain")])
    before = whole(tried)
    with every_moment(tried.folder, tmp_path / "moments", EACH) as moments:
        erase_canary(tried)
    tried.workspace.close()
    assert len(moments.copies) > 4
    ends = set[bool]()
    for folder, _ in moments.copies:
        again = Temporary(folder, HandClock(NOW))
        acts = again.workspace.ledger.erasures.every()
        ends.add(bool(acts))
        assert [bool(one.finished) for one in acts] == [True] * len(acts)
        if not acts:
            assert find_person(again.workspace, EMAIL)
            erase(again.workspace, find_person(again.workspace, EMAIL), TERMINAL)
        nothing_left(again)
        assert whole(again) == before
        assert find_person(again.workspace, "u99")
        again.workspace.close()
    assert ends == {True, False}


def ask(server: Server, method: str, path: str, body: object = None) -> Any:
    """What a program asks, with the key of the source."""
    line = HTTPConnection("127.0.0.1", server.port, timeout=GUARD)
    key = b64encode(f"{server.key}:".encode()).decode()
    try:
        said = {"authorization": f"Basic {key}"} if path.startswith("/v1/") else {}
        line.request(method, path, json.dumps(body or {}).encode(), said)
        answer = line.getresponse()
        return json.loads(answer.read())
    finally:
        line.close()


def test_a_server_killed_when_it_was_decided_finishes_it_when_it_starts(tmp_path: Path) -> None:
    server = a_server(tmp_path, DYING)
    server.start()
    for name, at in (
        (f"user-{CANARY}", "2026-03-02T10:00:00Z"),
        ("other", "2026-03-02T11:00Z"),
    ):
        asked = {"userId": name, "event": "asked", "timestamp": at}
        ask(server, "POST", "/v1/track", asked | {"properties": {"page": f"/{name}"}})
    server.settle()
    number = ask(server, "GET", f"/api/person?name=user-{CANARY}")["answer"]["person"]
    address = "/api/map/shop?as_of=2026-03-03"
    before = ask(server, "GET", address)["answer"]
    assert before["stages"][0]["reached"] == 2
    with pytest.raises(GONE):
        ask(server, "DELETE", f"/api/person/{number}", {"reason": "request"})
    server.kill()
    assert in_parquet(server.folder, CANARY) != []

    server.command = TROPA
    server.start()
    [act] = ask(server, "GET", "/api/erasures")["answer"]
    assert (act["person"], bool(act["finished"]), act["events"]) == (number, True, 1)
    assert ask(server, "GET", f"/api/person?name=user-{CANARY}")["code"] == "nobody_known"
    assert ask(server, "GET", "/api/person?name=other")["answer"]["person"] != number
    assert ask(server, "GET", address)["answer"] == before
    [deed] = ask(server, "GET", "/api/audit")["answer"]["entries"]
    assert (deed["what"], deed["about"]) == ("person_erased", f"№{number}")
    server.kill()
    assert in_parquet(server.folder, CANARY) == found_in(server.folder, CANARY) == []
    assert not server.read_complaints()
