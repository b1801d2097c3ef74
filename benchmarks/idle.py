"""Memory of a server that nobody talks to, and of one that has taken events in."""

import tempfile
import time
from pathlib import Path
from typing import Final

import psutil

from benchmarks.load import Sender, batches, get, send_all
from benchmarks.report import Report
from benchmarks.servers import Running, running

_BAR_MB: Final = 200
_SETTLES: Final = 3.0


def run(report: Report) -> None:
    """Print megabytes that belong to the process alone."""
    report.title("Memory of an idle server")
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "w") as server:
        Sender(server.port).send(get("/"))
        fresh = _memory(server)
        send_all(server.port, list(batches(server.key, 500, 100, "idle")), 4)
        Sender(server.port).send(get("/"))
        later = _memory(server)
    report.row("after its first page", f"{fresh:.0f} MB")
    report.row("after 50,000 events and a page", f"{later:.0f} MB")
    report.bar(f"at most {_BAR_MB} MB", met=fresh <= _BAR_MB)


def _memory(server: Running) -> float:
    time.sleep(_SETTLES)
    return psutil.Process(server.process.pid).memory_info().rss / 2**20
