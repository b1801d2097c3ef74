"""From an event accepted to its person's place seen by a reader, under a steady load."""

import json
import tempfile
import threading
import time
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.load import Sender, batches, get, post
from benchmarks.report import Report
from benchmarks.servers import Running, running

_RATE: Final = 2_000
_SIZE: Final = 10
_SECONDS: Final = 75
"""Long enough for bases to be written meanwhile."""
_SENDERS: Final = 4
_WARM: Final = 5
_POLL: Final = 0.005
_BAR_MS: Final = 250


def run(report: Report) -> None:
    """Print the median and the 99th percentile."""
    report.title(f"Accepted → place visible, at {_RATE:,} events/s in requests of {_SIZE}")
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "w") as server:
        stop, sent = threading.Event(), [0] * _SENDERS
        requests = list(
            batches(server.key, (_SECONDS + _WARM + 5) * _RATE // _SIZE, _SIZE, "load")
        )
        senders = [
            threading.Thread(
                target=_load, args=(server, requests[at::_SENDERS], stop, sent, at)
            )
            for at in range(_SENDERS)
        ]
        for sender in senders:
            sender.start()
        begun = time.perf_counter()
        waits = _probe(server)
        took = time.perf_counter() - begun
        stop.set()
        for sender in senders:
            sender.join()
    middle, late = np.percentile(waits, [50, 99]) * 1000
    report.row(f"{len(waits)} people looked up by name until seen", f"p50 {middle:.0f} ms", "")
    report.row("", f"p99 {late:.0f} ms")
    report.row("events really sent", f"{sum(sent) / took:,.0f}/s")
    report.bar(f"p99 at most {_BAR_MS} ms", met=bool(late <= _BAR_MS))


def _load(
    server: Running, requests: list[bytes], stop: threading.Event, sent: list[int], at: int
) -> None:
    sender, begun = Sender(server.port), time.perf_counter()
    for number, request in enumerate(requests):
        ahead = begun + (number * _SENDERS + at) * _SIZE / _RATE - time.perf_counter()
        if stop.wait(max(0.0, ahead)):
            break
        sender.send(request)
        sent[at] += _SIZE
    sender.close()


def _probe(server: Running) -> list[float]:
    """One person after another: sent, answered 200, then asked for until the answer knows."""
    sender, waits = Sender(server.port), list[float]()
    begun = time.perf_counter()
    number = 0
    while (now := time.perf_counter()) - begun < _WARM + _SECONDS:
        number += 1
        name = f"probe-{number}"
        event = {"type": "track", "event": "page_viewed", "userId": name, "messageId": name}
        status, body = sender.send(post("/v1/batch", server.key, {"batch": [event]}))
        if status != 200:
            raise RuntimeError(body.decode())
        accepted = time.perf_counter()
        while not _known(sender, name):
            time.sleep(_POLL)
        if now - begun > _WARM:
            waits.append(time.perf_counter() - accepted)
        time.sleep(_POLL)
    sender.close()
    return waits


def _known(sender: Sender, name: str) -> bool:
    status, body = sender.send(get(f"/api/person?name={name}"))
    return status == 200 and bool(json.loads(body)["answer"]["maps"])
