"""A server in a thread of this process.

Most of what a process of its own does until it answers is to load what this one has loaded, and
the tests of the screens begin dozens of servers. Whatever is about a process (its end, its
memory, a command beside it) has one of its own.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest
from uvicorn.config import Config

from contract.serving import Serving
from crash.waiting import GUARD
from tropa.show.api import serve as serving
from tropa.show.api.door.guard import WatchfulServer
from tropa.workspace.opening import open_workspace


@contextmanager
def inside(folder: Path) -> Generator[Serving]:
    """Serve a folder until the block ends."""
    begun: Queue[WatchfulServer | BaseException] = Queue()
    bound: Queue[serving.Bound] = Queue()

    def run() -> None:
        try:
            with open_workspace(folder) as workspace:
                serving.serve([workspace], workspace.settings, "127.0.0.1", 0, bound.put)
        except BaseException as fault:
            begun.put(fault)
            raise

    def made(config: Config, leaving: Callable[[], None]) -> WatchfulServer:
        server = WatchfulServer(config, leaving)
        begun.put(server)
        return server

    thread = Thread(target=run, name=f"serving {folder.name}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(serving, "WatchfulServer", made)
        thread.start()
        server = begun.get(timeout=GUARD)
    if isinstance(server, BaseException):
        raise server
    try:
        yield Serving(folder, bound.get(timeout=GUARD).address)
    finally:
        server.should_exit = True
        thread.join(GUARD)
        assert not thread.is_alive(), "the server does not stop"
