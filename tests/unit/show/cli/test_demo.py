"""The living example: its clock, and the command itself from its first word to its last."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from tropa.clock import DAY, HOUR, SECOND, Duration, day_start, zone_of
from tropa.show.cli.demo import SPEED, FastClock, by_day

NOON = 1_772_452_800 * 1_000_000
MOSCOW = zone_of("Europe/Moscow")


class HandClock:
    """A clock somebody winds by hand."""

    def __init__(self) -> None:
        self.at = 7

    def now(self) -> int:
        return self.at

    def steady(self) -> int:
        return self.at


def test_a_fast_clock_stands_until_it_is_let_go_and_then_runs_fast() -> None:
    hand = HandClock()
    clock = FastClock(hand, NOON)
    hand.at += 3 * SECOND
    assert clock.now() == NOON
    clock.go(NOON + DAY, SPEED)
    hand.at += 2 * SECOND
    assert clock.now() == NOON + DAY + 2 * SPEED * SECOND
    assert clock.steady() == hand.at


@pytest.mark.parametrize(
    ("hour", "wanted"), [(0, -13), (8, -13), (9, 9), (12, 12), (18, 18), (19, 11), (23, 11)]
)
def test_the_demo_begins_by_day_and_never_in_the_future(hour: int, wanted: Duration) -> None:
    midnight = day_start(NOON, MOSCOW)
    begun = by_day(midnight + hour * HOUR, MOSCOW)
    assert begun == midnight + wanted * HOUR
    assert begun <= midnight + hour * HOUR


@contextmanager
def running(folder: Path) -> Generator[subprocess.Popen[str]]:
    """A demo in a process of its own; it runs no longer than the test, however that ends."""
    command = [sys.executable, "-m", "tropa.show.cli.main", "demo", "--lang", "en"]
    with subprocess.Popen(
        [*command, "--no-browser", "--port", "0"],
        stdout=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(folder)},
        text=True,
    ) as demo:
        try:
            yield demo
        finally:
            demo.kill()


@pytest.mark.slow
def test_the_demo_shows_its_map_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with running(tmp_path) as demo:
        assert demo.stdout is not None
        told = next(line for line in demo.stdout if "http://" in line)
        found = re.search(r"http://[\d.]+:\d+", told)
        assert found is not None
        address = found[0]
        with urlopen(f"{address}/map/windows", timeout=900) as answer:  # noqa: S310 - our own
            page = answer.read().decode()
        assert "its people are drawn from the map itself" in page
        assert list(tmp_path.iterdir())
        demo.send_signal(signal.SIGINT)
        assert demo.wait(timeout=900) == 0
    assert not list(tmp_path.iterdir())
