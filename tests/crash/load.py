"""Writers that send, remember what was acknowledged, and send again what was not.

Every writer draws its requests from its own name, so that a load can be repeated: singles and
batches, one in ten with an id sent before, one in fifty with an event that breaks a rule.
"""

import json
import threading
import time
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any, cast

from crash.server import GONE, Server
from crash.waiting import GUARD, wait_until
from tropa.chance import happens, uniform

_UNAVAILABLE = 503
_BREATH = 0.005


@dataclass
class Account:
    """What one writer sent, and what it was told."""

    acknowledged: set[str] = field(default_factory=set[str])
    """Ids of good events in requests that were answered 200."""
    sent: set[str] = field(default_factory=set[str])
    """Ids of good events in any request."""
    said: Counter[str] = field(default_factory=Counter[str])
    """Sums over the answers: sent, accepted, duplicates, failed; and refusals."""
    bad: list[int] = field(default_factory=lambda: [0, 0])
    """Bad events: in answered requests, in all attempts."""


class Writer(threading.Thread):
    """Sends until told to stop; a request is sent again until it is answered."""

    def __init__(self, server: Server, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.server, self.account = server, Account()
        self.enough = threading.Event()
        self.given_up = threading.Event()
        """What is not answered now never will be."""
        self._number = 0
        self._line: HTTPConnection | None = None

    def run(self) -> None:
        turn = 0
        while not self.enough.is_set():
            turn += 1
            self._deliver(self._request(turn))
            time.sleep(_BREATH)
        self._hang_up()

    def _request(self, turn: int) -> list[dict[str, Any]]:
        size = (
            1
            if happens(0.3, self.name, turn, "single")
            else 1 + int(uniform(self.name, turn, "size") * 30)
        )
        return [self._event() for _ in range(size)]

    def _event(self) -> dict[str, Any]:
        self._number += 1
        number = self._number
        if happens(0.1, self.name, number, "again") and number > 1:
            number = 1 + int(uniform(self.name, number, "which") * (number - 1))
        name = f"{self.name}-{number}"
        said: dict[str, Any] = {
            "type": "track",
            "messageId": name,
            "userId": f"{self.name}-{number % 40}",
            "event": "asked" if number % 3 else "paid",
            "timestamp": "2026-03-02T10:00:00Z",
        }
        if happens(0.02, self.name, number, "bad"):
            del said["event"]
        return said

    def _deliver(self, batch: list[dict[str, Any]]) -> None:
        good = {one["messageId"] for one in batch if "event" in one}
        bad = sum("event" not in one for one in batch)
        self.account.sent |= good
        while not self.given_up.is_set():
            self.account.bad[1] += bad
            answer = self._post(batch)
            if answer is not None:
                self.account.acknowledged |= good
                self.account.bad[0] += bad
                self.account.said.update({"sent": len(batch)} | answer)
                return
            time.sleep(0.02)

    def _post(self, batch: list[dict[str, Any]]) -> dict[str, int] | None:
        body = json.dumps({"batch": batch}).encode()
        key = b64encode(f"{self.server.key}:".encode()).decode()
        headers = {"Authorization": f"Basic {key}", "Content-Type": "application/json"}
        try:
            if self._line is None:
                self._line = HTTPConnection("127.0.0.1", self.server.port, timeout=GUARD)
            self._line.request("POST", "/v1/batch", body, headers)
            answer = self._line.getresponse()
            said = answer.read()
        except GONE:
            self._hang_up()
            return None
        if answer.status == _UNAVAILABLE:
            assert answer.getheader("Retry-After")
            self.account.said["unavailable"] += 1
            return None
        assert answer.status == 200, (answer.status, said)
        told = cast("dict[str, Any]", json.loads(said))
        return {name: int(told[name]) for name in ("accepted", "duplicates", "failed")}

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None


class Load:
    """Several writers at once."""

    def __init__(self, server: Server, writers: int = 4) -> None:
        self.server = server
        self.writers = [Writer(server, f"w{number}") for number in range(writers)]

    def __enter__(self) -> "Load":
        for writer in self.writers:
            writer.start()
        return self

    def __exit__(self, *_: object) -> None:
        # After a failed test nobody is there to answer; after a good one all is answered.
        self.finish(last=True)

    def finish(self, *, last: bool = False) -> None:
        """Let every writer hear the answer to what it has sent, and stop."""
        for writer in self.writers:
            if last:
                writer.given_up.set()
            writer.enough.set()
        for writer in self.writers:
            writer.join(GUARD)
            assert not writer.is_alive()

    @property
    def answered(self) -> int:
        """Events in answered requests so far."""
        return sum(writer.account.said["sent"] for writer in self.writers)

    def wait_for(self, events: int) -> None:
        """Until so many more events were answered."""
        goal = self.answered + events
        wait_until(lambda: self.answered >= goal, lambda: "nobody is answered")
