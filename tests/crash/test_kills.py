"""kill -9 under load: nothing acknowledged is lost, nothing kept twice, every sum exact."""

import json
import time
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import pytest

from crash.checker import broken_promises, found_in
from crash.load import Load
from crash.server import EAGER, HASTY, Server, a_server
from tropa.chance import uniform
from tropa.workspace.opening import open_workspace
from tropa.workspace.rebuilding import forget_derived, known_events

KILLS = 6
"""Each at its own moment; the server moves its log on all the while."""

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Generator[Server]:
    made = a_server(tmp_path)
    yield made
    made.kill()
    # Nothing foreseen or unforeseen is worth a word on the error stream.
    assert not made.read_complaints()


def entered(folder: Path) -> tuple[int, int]:
    """Events in the trails of everybody, and journeys on the map."""
    with open_workspace(folder) as workspace:
        workspace.live.compact(merge=True)
        events = known_events(workspace)
        placed = workspace.boards["shop"].slices()
    return events, sum(one.placed.journeys for one in placed)


def test_nothing_acknowledged_is_lost_by_kills_under_load(server: Server) -> None:
    server.command = EAGER
    server.start()
    with Load(server) as load:
        for kill in range(KILLS):
            load.wait_for(50)
            time.sleep(0.05 + 0.5 * uniform("kills", kill))
            server.kill()
            server.start()
        load.wait_for(50)
        load.finish()
    accounts = [writer.account for writer in load.writers]
    server.kill()

    assert broken_promises(server.folder, accounts) == []
    # Every writer heard of everything it sent: what is kept is what was sent, each once.
    kept = found_in(server.folder).keys
    assert len(kept) == len(set[str]().union(*(one.sent for one in accounts)))

    live = entered(server.folder)
    assert live[0] == len(kept)
    forget_derived(server.folder)
    assert entered(server.folder) == live


def test_the_checker_finds_what_a_server_loses_that_answers_before_the_commit(
    tmp_path: Path,
) -> None:
    server = a_server(tmp_path, HASTY)
    server.start()
    with Load(server, writers=2) as load:
        load.wait_for(200)
        server.kill()
        load.finish(last=True)

    complaints = broken_promises(server.folder, [writer.account for writer in load.writers])
    assert any("acknowledged events are lost" in said for said in complaints), complaints


def test_events_sent_again_and_again_are_kept_once(server: Server) -> None:
    """The same load five times over, a kill between, then once more a month later."""
    server.start()
    for turn in range(3):
        with Load(server, writers=4) as load:
            load.wait_for(300)
            load.finish()
        if turn == 1:
            server.kill()
            server.start()
    server.stop()
    with open_workspace(server.folder) as workspace:
        workspace.live.compact(merge=True)
    before = found_in(server.folder).keys
    server.start()
    with Load(server, writers=4) as load:
        load.wait_for(200)
        load.finish()
    said = Counter[str]()
    for writer in load.writers:
        said.update(writer.account.said)
    server.kill()
    after = found_in(server.folder).keys
    assert set(after.values()) == {1}
    assert len(after) == len(before) + said["accepted"]
    assert said["duplicates"] > said["accepted"]


def test_the_map_shows_the_same_after_a_kill_and_after_rebuilding(server: Server) -> None:
    server.start()
    with Load(server, writers=2) as load:
        load.wait_for(300)
        server.kill()
        server.start()
        load.finish()
    server.settle()
    address = "/api/map/shop?as_of=2026-04-01"
    shown = json.loads(server.get(address)[1])["answer"]
    server.kill()
    forget_derived(server.folder)
    server.start()
    assert json.loads(server.get(address)[1])["answer"] == shown
    assert shown["journeys"]["valid"] > 0
