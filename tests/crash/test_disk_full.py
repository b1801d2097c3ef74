"""A disk that takes no more: senders are asked to come again, and all goes on after."""

import json
import resource
from collections.abc import Generator
from pathlib import Path

import pytest

from crash.checker import broken_promises
from crash.load import Load
from crash.server import EAGER, Server, a_server
from crash.waiting import wait_until
from tropa.workspace.opening import open_workspace
from tropa.workspace.rebuilding import forget_derived, known_events

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Generator[Server]:
    made = a_server(tmp_path, EAGER)
    made.start()
    yield made
    made.kill()


def allow(server: Server, size: int) -> None:
    """From now on no file of the server grows beyond so many bytes."""
    _, hard = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (size, hard))


def refused(load: Load) -> int:
    return sum(writer.account.said["unavailable"] for writer in load.writers)


def settled(server: Server) -> dict[str, object]:
    """What the map shows once the loop has taken everything in."""
    server.settle()
    status, body = server.get("/api/map/shop?as_of=2026-04-01")
    assert status == 200
    return json.loads(body)["answer"]


def test_a_full_disk_is_503_and_nothing_more(server: Server) -> None:
    with Load(server) as load:
        for size in (0, 40_000, 300_000):
            load.wait_for(300)
            allow(server, size)
            goal = refused(load) + 5
            wait_until(lambda goal=goal: refused(load) >= goal, lambda: "the disk never fills")
            # Whoever looks at the map is not turned away meanwhile.
            assert server.get("/api/map/shop")[0] == 200
            assert server.get("/health")[0] == 200
            allow(server, resource.RLIM_INFINITY)
        load.wait_for(300)
        load.finish()

    shown = settled(server)
    server.kill()
    assert broken_promises(server.folder, [writer.account for writer in load.writers]) == []
    sent = set[str]().union(*(writer.account.sent for writer in load.writers))
    forget_derived(server.folder)
    server.start()
    assert settled(server) == shown
    server.kill()
    with open_workspace(server.folder) as workspace:
        workspace.live.compact(merge=True)
        assert known_events(workspace) == len(sent)
