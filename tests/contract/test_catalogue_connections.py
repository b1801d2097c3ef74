"""Bytes that are no proper requests, slow ones, very many, and a disk that is full."""

# ruff: noqa: TID251 - whoever waits for another process waits by the machine's clock

import json
import resource
import socket
import threading
import time
from collections import Counter
from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final

import pytest

from contract.catalogue import case, in_one_shape
from contract.making import dense
from contract.serving import Answer, Serving, read_answer, served, status_of
from crash.waiting import GUARD

SLOW: Final = 200


@dataclass
class Slow:
    """Connections that began a request when the module began, and never ended it."""

    halves: list[socket.socket]
    heads: list[socket.socket]
    begun: float


@pytest.fixture(scope="module", autouse=True)
def slow(serving: Serving) -> Generator[Slow]:
    """Opened first, looked at last: the server's patience runs while the others are tried."""
    half = b"POST /v1/track HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{}"
    with ExitStack() as stack:

        def opened(data: bytes) -> socket.socket:
            line = stack.enter_context(closing(_connected(serving)))
            line.sendall(data)
            return line

        halves = [opened(half) for _ in range(SLOW // 2)]
        heads = [opened(b"POST /v1/track HTTP/1.1\r\nHo") for _ in range(SLOW // 2)]
        yield Slow(halves, heads, time.monotonic())


def _connected(serving: Serving) -> socket.socket:
    return socket.create_connection(("127.0.0.1", serving.port), timeout=GUARD)


def head(serving: Serving, *lines: str, method: str = "POST", path: str = "/v1/track") -> bytes:
    stated = [f"{method} {path} HTTP/1.1", *lines, f"Authorization: {serving.basic()}"]
    return ("\r\n".join(stated) + "\r\n\r\n").encode("latin-1")


def refused(said: bytes, *statuses: int) -> None:
    """An answer in our shape, and the connection is closed."""
    assert status_of(said) in statuses, said[:200]
    body = said.partition(b"\r\n\r\n")[2]
    assert {"code", "message", "next"} <= set(json.loads(body))
    assert b"connection: close" in said.lower()


def track(tag: str, **more: Any) -> dict[str, Any]:
    return {"userId": "u1", "event": "x", "messageId": tag, **more}


def test_api_117_two_lengths_are_refused(serving: Serving) -> None:
    body = dense(track("smuggled"))
    data = head(
        serving, "Host: a", f"Content-Length: {len(body)}", "Transfer-Encoding: chunked"
    )
    before = serving.counts()
    refused(serving.raw(data + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)), 400)
    assert serving.counts() == before


@pytest.mark.parametrize(
    "lines",
    [("Content-Length: 3", "Content-Length: 4"), ("Content-Length: 3, 4",)],
    ids=["two lines", "one line"],
)
def test_api_118_two_different_lengths_are_refused(
    serving: Serving, lines: tuple[str, ...]
) -> None:
    refused(serving.raw(head(serving, "Host: localhost", *lines) + b"{} "), 400)


@pytest.mark.parametrize(
    "length", ["-1", "+1", "0x10", "1e1", "", "9" * 30, "１０".encode().decode("latin-1")]
)
def test_api_119_a_length_that_is_none_is_refused(serving: Serving, length: str) -> None:
    refused(
        serving.raw(head(serving, "Host: localhost", f"Content-Length: {length}") + b"{}"), 400
    )


@pytest.mark.parametrize(
    "lines", [(), ("Host: localhost", "Host: evil.test")], ids=["none", "two"]
)
def test_api_120_a_request_says_whom_it_speaks_to(
    serving: Serving, lines: tuple[str, ...]
) -> None:
    refused(serving.raw(head(serving, *lines, method="GET", path="/")), 400)


@pytest.mark.parametrize(
    "line", ["X: " + "a" * 200_000, "Cookie: " + "b" * 17_000], ids=["200 KB", "17 KB"]
)
def test_api_122_a_head_has_its_size(serving: Serving, line: str) -> None:
    refused(serving.raw(head(serving, "Host: localhost", line)), 400, 431)


def test_very_many_headers_are_a_head_too_large(serving: Serving) -> None:
    lines = [f"X-{n}: {n}" for n in range(5_000)]
    refused(serving.raw(head(serving, "Host: localhost", *lines)), 400, 431)


def test_an_address_longer_than_a_head_is_refused(serving: Serving) -> None:
    refused(serving.raw(head(serving, "Host: localhost", path="/" + "a" * 70_000)), 400, 431)


def test_api_124_a_nul_in_a_header_is_refused(serving: Serving) -> None:
    refused(serving.raw(head(serving, "Host: localhost", "X: a\0b")), 400)


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\0" * 100,
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"G\xcb\x9cT / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
    ids=["TLS", "HTTP/2", "SSH", "NUL", "no address", "HTTP/9.9", "method of odd bytes"],
)
def test_api_125_noise_is_answered_once_and_let_go(serving: Serving, data: bytes) -> None:
    refused(serving.raw(data), 400)


def test_api_129_an_event_is_kept_though_its_sender_left(serving: Serving) -> None:
    before = serving.counts().stored
    body = dense(track("left at once"))
    line = _connected(serving)
    line.sendall(head(serving, "Host: localhost", f"Content-Length: {len(body)}") + body)
    line.close()
    until = time.monotonic() + GUARD
    while serving.counts().stored == before and time.monotonic() < until:
        time.sleep(0.02)
    assert serving.counts().stored == before + 1


def test_a_sender_who_leaves_in_the_middle_leaves_nothing(serving: Serving) -> None:
    before = serving.counts()
    for sent in (b"", b'{"userId":"u1",'):
        line = _connected(serving)
        line.sendall(head(serving, "Host: localhost", "Content-Length: 100") + sent)
        line.close()
    assert serving.post("/v1/track", track("after the left")).status == 200
    assert serving.counts().stored == before.stored + 1


def test_api_128_requests_one_behind_another_are_answered_in_turn(serving: Serving) -> None:
    bodies = [dense(track(f"piped-{n}")) for n in range(3)]
    data = b"".join(
        head(serving, "Host: localhost", f"Content-Length: {len(body)}") + body
        for body in bodies
    )
    before = serving.counts().stored
    with closing(_connected(serving)) as line:
        line.sendall(data)
        said = b""
        while said.count(b'"success":true') < 3:
            piece = line.recv(65_536)
            assert piece, said
            said += piece
    assert serving.counts().stored == before + 3


def test_a_client_may_wait_for_leave_to_send(serving: Serving) -> None:
    body = dense(track("expected"))
    with closing(_connected(serving)) as line:
        line.sendall(
            head(
                serving,
                "Host: localhost",
                f"Content-Length: {len(body)}",
                "Expect: 100-continue",
            )
        )
        assert line.recv(1_024).startswith(b"HTTP/1.1 100")
        line.sendall(body)
        assert status_of(read_answer(line)) == 200


def test_a_body_in_pieces_is_put_together(serving: Serving) -> None:
    body = dense(track("in pieces", properties={"text": "я" * 1_000}))
    data = head(serving, "Host: localhost", "Transfer-Encoding: chunked")
    for at in range(0, len(body), 7):
        piece = body[at : at + 7]
        data += b"%x;note=1\r\n%s\r\n" % (len(piece), piece)
    assert status_of(serving.raw(data + b"0\r\n\r\n")) == 200


@pytest.mark.parametrize(
    "piece", [b"zz\r\n{}\r\n0\r\n\r\n", b"-1\r\n{}", b"ffffffffffffffffff\r\n"]
)
def test_pieces_of_no_size_are_refused(serving: Serving, piece: bytes) -> None:
    said = serving.raw(head(serving, "Host: localhost", "Transfer-Encoding: chunked") + piece)
    assert status_of(said) in (0, 400)


def test_a_body_in_pieces_without_end_is_refused(serving: Serving) -> None:
    with closing(_connected(serving)) as line:
        line.sendall(head(serving, "Host: localhost", "Transfer-Encoding: chunked"))
        piece = b"%x\r\n%s\r\n" % (65_536, b"x" * 65_536)
        try:
            for _ in range(200):
                line.sendall(piece)
        except OSError:
            pass
        assert status_of(read_answer(line)) in (0, 400)


# ---------------------------------------------------------------- very many


def test_api_072_ten_thousand_names_of_events(serving: Serving) -> None:
    before = serving.counts().stored
    for first in range(0, 10_000, 2_500):
        every = [
            {**track(f"name-{n}"), "type": "track", "event": f"name {n}"}
            for n in range(first, first + 2_500)
        ]
        assert serving.post("/v1/batch", {"batch": every}).json["accepted"] == 2_500
    assert serving.counts().stored == before + 10_000
    serving.settled()
    assert serving.ask("GET", "/api/maps").status == 200


def test_api_116_slow_senders_do_not_keep_others_waiting(serving: Serving, slow: Slow) -> None:
    assert len(slow.halves) + len(slow.heads) == SLOW
    spent: list[float] = []

    def post(client: int) -> None:
        for n in range(25):
            begun = time.monotonic()
            assert serving.post("/v1/track", track(f"normal-{client}-{n}")).status == 200
            spent.append(time.monotonic() - begun)

    before = serving.counts().stored
    _together(4, post)
    assert serving.counts().stored == before + 100
    assert len(spent) == 100


def _together(count: int, work: Any) -> None:
    threads = [threading.Thread(target=work, args=(n,)) for n in range(count)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def test_the_same_event_over_many_connections_is_kept_once(serving: Serving) -> None:
    before = serving.counts().stored
    found: Counter[str] = Counter()

    def post(_: int) -> None:
        for _ in range(10):
            said = serving.post("/v1/track", track("raced")).json
            found.update({"accepted": said["accepted"], "duplicates": said["duplicates"]})

    _together(8, post)
    assert found == {"accepted": 1, "duplicates": 79}
    assert serving.counts().stored == before + 1


def test_api_131_over_the_rate_one_is_told_when_to_come_again(tmp_path: Path) -> None:
    with served(tmp_path / "folder", rate=5) as serving:
        line = HTTPConnection("127.0.0.1", serving.port, timeout=GUARD)
        answers: Counter[int] = Counter()
        for n in range(100):
            headers = {"Authorization": serving.basic(), "Content-Type": "application/json"}
            line.request("POST", "/v1/track", dense(track(f"often-{n}")), headers)
            answer = line.getresponse()
            body = answer.read()
            answers[answer.status] += 1
            if answer.status == 429:
                assert json.loads(body)["code"] == case("API-131").expected["code"]
                assert int(answer.headers["retry-after"]) >= 1
                assert int(answer.headers["x-ratelimit-reset"]) >= 1
        line.close()
        assert set(answers) == {200, 429}
        assert serving.counts().stored == answers[200]
        other = serving.post("/v1/track", track("another"), key="second")
        assert other.status == 200


@contextmanager
def full_disk(serving: Serving) -> Generator[None]:
    """Files of the server cannot grow, as on a disk without space."""
    wal = serving.folder / "ledger.sqlite-wal"
    pid = serving.pid
    free = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (wal.stat().st_size, free[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, free)


def fill(serving: Serving) -> tuple[int, Answer]:
    """Send events until they cannot be kept: how many were kept, and the answer to the last."""
    for kept in range(200):
        answer = serving.post("/v1/track", track(f"full-{kept}", properties={"p": "x" * 9_000}))
        assert answer.status in (200, 503)
        if answer.status == 503:
            return kept, answer
    raise AssertionError("the disk is never full")


def test_api_132_a_full_disk_is_said_and_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    with served(tmp_path / "folder", calm=False) as serving:
        assert serving.post("/v1/track", track("before")).status == 200
        with full_disk(serving):
            kept, answer = fill(serving)
            assert answer.json["code"] == case("API-132").expected["code"]
            assert answer.headers["retry-after"] == "30"
            in_one_shape(answer)
            assert serving.ask("GET", "/health").status == 200
            assert serving.ask("GET", "/map/map").status == 200
        assert serving.post("/v1/track", track("after")).status == 200
        assert serving.counts().stored == kept + 2


def test_the_map_goes_on_once_the_disk_has_space_again(tmp_path: Path) -> None:
    with served(tmp_path / "folder", calm=False) as serving:
        with full_disk(serving):
            fill(serving)
        assert serving.post("/v1/track", track("after")).status == 200
        serving.settled()


# ---------------------------------------------------------------- what was begun is ended


def test_api_115_half_a_request_is_told_that_it_is_late(serving: Serving, slow: Slow) -> None:
    for line in [*slow.halves, *slow.heads]:
        assert status_of(read_answer(line)) == case("API-115").expected["status"][0]
    assert serving.post("/v1/track", track("after the slow")).status == 200
