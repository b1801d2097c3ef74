"""A real server, a real browser: every screen as a person meets it.

Whatever a page throws or complains of fails the test it was opened by. The browser is the
distribution's own Chromium; where there is none, or the app was not built, these tests say so
and are skipped. `TROPA_BROWSER_SLOWER=5` makes the browser so many times slower: whatever a
test takes for granted shows itself.
"""

import json
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, cast

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from browser.company import MAP, found_company
from browser.inside import inside
from contract.serving import Serving
from tropa.show.api.pages.bundle import is_built

_ROOT: Final = Path(__file__).parents[2]
_AXE: Final = _ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
)
_SLOWER: Final = float(os.environ.get("TROPA_BROWSER_SLOWER", "1"))
_STANDARDS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Long enough for a busy machine: who waits for what comes waits no longer than it takes.
expect.set_options(timeout=30_000)
Theme = Literal["light", "dark"]
Language = Literal["ru", "en"]


@dataclass
class Opened:
    """A window of the app."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list[str])

    def go(self, screen: str = "map", query: str = "") -> Page:
        """Open a screen of the map and wait until it shows what it has."""
        self.page.goto(f"{self.address}/w/company/{MAP}/{screen}{query and '?' + query}")
        self.settled()
        return self.page

    def settled(self) -> None:
        """Wait until nothing is loading any more."""
        # A function to wait for would be refused by the page's own policy, as all eval is.
        expect(self.page.locator("main")).to_be_visible()
        expect(self.page.locator(".skeleton")).to_have_count(0)
        self.page.evaluate("document.fonts.ready.then(() => true)")

    def axe(self) -> list[str]:
        """What axe finds against WCAG 2.2 A and AA on the page as it stands."""
        if not self.page.evaluate("'axe' in window"):
            # As a script of ours would be refused by the page's own policy, it is evaluated.
            self.page.evaluate(_AXE.read_text("utf-8"))
        # Of what passes nothing is told: on a screen of many cards that is most of the time.
        only = {"type": "tag", "values": _STANDARDS}
        asked = json.dumps({"runOnly": only, "resultTypes": ["violations"]})
        found = self.page.evaluate(f"axe.run(document, {asked})")
        return [
            f"{one['id']}: {node['target']} {node['html'][:160]}"
            for one in cast("list[dict[str, Any]]", found["violations"])
            for node in one["nodes"]
        ]

    def axe_everywhere(self, screen: str, query: str = "") -> list[str]:
        """The same in light and in Russian, in dark and in English.

        Colours are the theme's and words the language's: no look of the two others is new.
        """
        found: list[str] = []
        for theme, language in (("light", "ru"), ("dark", "en")):
            more = f"theme={theme}&lang={language}" + (f"&{query}" if query else "")
            self.go(screen, more)
            found += [f"{theme} {language} {one}" for one in self.axe()]
        return found


@pytest.fixture(scope="session")
def chromium() -> Generator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    if not is_built() or not _AXE.exists():
        pytest.skip("the app is not built here (Node 20.19 or later, then pip install -e .)")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a company; nobody serves it and nobody may change it."""
    folder = tmp_path_factory.mktemp("browser") / "company"
    found_company(folder)
    return folder


@pytest.fixture(scope="session")
def serving(company: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Serving]:
    """A server that tests only look at."""
    with _copied(company, tmp_path_factory.mktemp("looked-at")) as one:
        yield one


@pytest.fixture
def own(company: Path, tmp_path: Path) -> Generator[Serving]:
    """A server that a test may change as it likes."""
    with _copied(company, tmp_path) as one:
        yield one


@pytest.fixture
def own_folder(company: Path, tmp_path: Path) -> Path:
    """A copy of the company that nobody serves yet."""
    folder = tmp_path / "company"
    shutil.copytree(company, folder)
    return folder


@pytest.fixture
def opened(chromium: Browser, serving: Serving) -> Generator[Opened]:
    """A window on the company that is only looked at."""
    with window(chromium, serving.address) as one:
        yield one


@contextmanager
def window(
    browser: Browser,
    address: str,
    width: int = 1440,
    height: int = 900,
    zone: str = "Europe/Moscow",
    **context: Any,
) -> Generator[Opened]:
    """A window of its own; whatever its pages complain of fails the test at the end."""
    made = browser.new_context(
        viewport={"width": width, "height": height},
        locale="ru-RU",
        timezone_id=zone,
        reduced_motion="reduce",
        **context,
    )
    page = made.new_page()
    if _SLOWER > 1:
        slowed: Any = made.new_cdp_session(page)  # its commands have no types
        slowed.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    one = Opened(page, address)
    page.on("pageerror", lambda fault: one.faults.append(str(fault)))
    page.on(
        "console", lambda said: one.faults.append(said.text) if said.type == "error" else None
    )
    try:
        yield one
    finally:
        made.close()
    assert one.faults == []


@contextmanager
def _copied(company: Path, into: Path) -> Generator[Serving]:
    folder = into / "company"
    shutil.copytree(company, folder)
    with inside(folder) as one:
        yield one
