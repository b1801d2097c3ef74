"""The pictures of the app that the documents show, each the same whenever it is taken.

The company is drawn up to one moment, and for its server and its window it is that moment for
ever. So a picture that changes says that the app looks another way: `make pictures` takes them
anew, and whoever changed the look looks at them.
"""

import select
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from playwright.sync_api import Browser, expect

from browser.company import MAP, found_company
from crash.waiting import GUARD
from tropa.testing.clock import HandClock
from tropa.words import Language

HERE: Final = Path(__file__).parents[2] / "docs" / "pictures"
TAKEN_BY: Final = HERE / "browser.txt"
"""Which release of Chromium took them: another one may set a line in another way."""
MOMENT: Final = datetime(2026, 9, 16, 12, 0, tzinfo=UTC)
_SERVER: Final = (sys.executable, str(Path(__file__).parents[1] / "serve_stopped.py"))
_WINDOW: Final = (1440, 900)


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen of a company in some language, in a theme, in a window of some size."""

    screen: str
    language: Language = "ru"
    theme: str = "light"
    size: tuple[int, int] = _WINDOW
    drawn: str = "main :is(h1, h2, table)"
    """What comes last on the screen, where it is not its heading."""
    more: Mapping[str, str] = field(default_factory=dict[str, str])
    """What else the address says."""


_WIDE: Final = (1720, 1080)
_SAVED: Final = "header [data-saved]"
_QUESTION: Final = """\
question: retention
map: windows
begins: "*"
start: first_ever
period: week
periods: 6
"""
PICTURES: Final[dict[str, Picture]] = {
    "map-light-ru": Picture("map", size=_WIDE, drawn=_SAVED),
    "map-dark-en": Picture("map", "en", "dark", _WIDE, _SAVED),
    "map-phone-ru": Picture("map", size=(390, 844), drawn=_SAVED),
    "funnel-light-ru": Picture("funnel"),
    "paths-light-ru": Picture("paths", drawn="main svg[role=img]"),
    # A buyer who came by all the stages there are in so many days.
    "person-dark-en": Picture("person/3099", "en", "dark"),
    "board-light-ru": Picture("board", drawn="main [data-card]"),
    "questions-light-ru": Picture(
        "questions", more={"q": _QUESTION}, drawn="main :is(svg[role=img], table)"
    ),
    "month-light-ru": Picture("month"),
    "events-dark-en": Picture("tracking", "en", "dark", drawn="main tbody tr"),
}


def release(browser: Browser) -> str:
    """Which release of Chromium a browser is of."""
    return browser.version.partition(".")[0]


@contextmanager
def stopped_company(folder: Path, language: Language) -> Generator[str]:
    """The address of a server on the company, at its moment, until the block ends."""
    at = int(MOMENT.timestamp()) * 1_000_000
    found_company(folder, HandClock(at), language)
    process = subprocess.Popen(
        [*_SERVER, str(folder), str(at)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout is not None
    try:
        ready, _, _ = select.select([process.stdout], [], [], GUARD)
        assert ready, "the server did not start"
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(GUARD)
        process.stdout.close()


def take(browser: Browser, address: str, picture: Picture) -> bytes:
    """Open the screen, wait until it shows what it has: a PNG."""
    width, height = picture.size
    window = browser.new_context(
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        timezone_id="Europe/Moscow",
        locale="ru-RU",
    )
    page = window.new_page()
    page.clock.set_fixed_time(MOMENT)
    look = urlencode({"theme": picture.theme, "lang": picture.language, **picture.more})
    page.goto(f"{address}/w/company/{MAP}/{picture.screen}?{look}")
    page.wait_for_selector(picture.drawn, state="attached")
    expect(page.locator(".skeleton")).to_have_count(0)
    page.evaluate("document.fonts.ready.then(() => true)")
    # What is drawn in pieces has come to its end when two looks at it are the same.
    before, after = b"", page.screenshot()
    while before != after:
        page.wait_for_timeout(500)
        before, after = after, page.screenshot()
    window.close()
    return after
