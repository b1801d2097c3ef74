"""Durable intake over HTTP, beside the same server parsing, checking and throwing away."""

import tempfile
from pathlib import Path
from typing import Final

from benchmarks.load import batches, send_all
from benchmarks.report import Report
from benchmarks.servers import running

_REQUESTS: Final = 2_000
_SIZE: Final = 100
_CONNECTIONS: Final = 32
_ROUNDS: Final = 3
_BAR: Final = 0.45


def run(report: Report) -> None:
    """Print events a second of both, the best of some rounds."""
    report.title(f"Intake over HTTP: batches of {_SIZE}, {_CONNECTIONS} connections")
    throwing, keeping = _rate(keeping=False), _rate(keeping=True)
    report.row("the same server throwing events away", f"{throwing:,.0f} events/s", "1")
    report.row(
        "answered after the commit is on disk",
        f"{keeping:,.0f} events/s",
        f"{keeping / throwing:.2f}",
    )
    report.bar(f"at least {_BAR} of throwing away", met=keeping / throwing >= _BAR)


def _rate(*, keeping: bool) -> float:
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder) / "w", keeping=keeping) as server,
    ):
        rates: list[float] = []
        for number in range(_ROUNDS + 1):
            count = _REQUESTS if number else _REQUESTS // 10
            requests = list(batches(server.key, count, _SIZE, f"r{number}"))
            rates.append(count * _SIZE / send_all(server.port, requests, _CONNECTIONS))
        return max(rates[1:])
