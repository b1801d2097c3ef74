"""The app: how much a browser loads, and how soon a slow machine shows it and can be used.

The slow machine is a quarter as quick as this one, on a line of 1.6 Mbit/s with 150 ms there
and back; nothing is kept from an earlier visit. Usable is when the map shows its numbers and
a key moves the selection.
"""

import gzip
import json
import re
import shutil
import statistics
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.company import MAP, found_company

from benchmarks.report import Report
from benchmarks.servers import serving
from tropa.workspace.creation import create_workspace

_APP: Final = Path(__file__).parents[1] / "src" / "tropa" / "show" / "web" / "app"
_ENTRY_KB: Final = 60
_SCREEN_KB: Final = 40
_CSS_KB: Final = 20
_PAINT_S: Final = 1.8
_USABLE_S: Final = 2.5
_FRAME_MS: Final = 50
_RUNS: Final = 5
_SLOW: Final = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 200_000,
}
_POINTS: Final = 1_000


def run(report: Report) -> None:
    """Print sizes and times."""
    report.title("The app")
    _sizes(report)
    chromium = shutil.which("chromium")
    if chromium is None:
        report.line("  no Chromium here: nothing is timed")
        return
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        _slow_machine(report, browser)
        _large_map(report, browser)
        browser.close()


# ---------------------------------------------------------------- sizes


def _sizes(report: Report) -> None:
    assets = _APP / "assets"
    page = (_APP / "index.html").read_text("utf-8")
    entry = _with_imports(assets, re.findall(r'/app/assets/([^"]+\.js)', page))
    styles = re.findall(r'/app/assets/([^"]+\.css)', page)
    first, css = _packed(assets, entry), _packed(assets, styles)
    report.row("scripts of the entry, packed", f"{first:.1f} KB")
    report.row("styles of the entry, packed", f"{css:.1f} KB")
    screens = {
        path.name.partition("-")[0]: _packed(
            assets, sorted(_with_imports(assets, [path.name]) - entry)
        )
        for path in sorted(assets.glob("*Screen-*.js"))
    }
    for name, size in screens.items():
        report.row(f"  {name}", f"{size:.1f} KB")
    report.bar(f"entry {_ENTRY_KB} KB at most", met=first <= _ENTRY_KB)
    report.bar(f"each screen {_SCREEN_KB} KB at most", met=max(screens.values()) <= _SCREEN_KB)
    report.bar(f"styles {_CSS_KB} KB at most", met=css <= _CSS_KB)


def _with_imports(assets: Path, names: list[str]) -> set[str]:
    """Files and all they import at once; what is loaded when it is needed is left out."""
    found: set[str] = set()
    left = list(names)
    while left:
        name = left.pop()
        if name in found:
            continue
        found.add(name)
        text = (assets / name).read_text("utf-8")
        left += re.findall(r'(?:from|import)\s*["\']\./([^"\']+\.js)["\']', text)
    return found


def _packed(assets: Path, names: "set[str] | list[str]") -> float:
    return sum(len(gzip.compress((assets / name).read_bytes(), 9)) for name in names) / 1024


# ---------------------------------------------------------------- times


def _slow_machine(report: Report, browser: Browser) -> None:
    with tempfile.TemporaryDirectory() as folder:
        company = Path(folder) / "company"
        found_company(company)
        with serving(company) as (port, _):
            address = f"http://127.0.0.1:{port}/w/company/{MAP}/map"
            with _window(browser) as page:
                # The first visit of all draws the numbers; the visits measured find them ready.
                page.goto(address)
                page.wait_for_selector(_READY)
            visits = [_visit(browser, address) for _ in range(_RUNS)]
    paint, usable = (statistics.median(one) for one in zip(*visits, strict=True))
    report.row("slow machine: first paint", f"{paint:.2f} s")
    report.row("slow machine: usable", f"{usable:.2f} s")
    report.bar(
        f"painted in {_PAINT_S} s, usable in {_USABLE_S} s",
        met=paint <= _PAINT_S and usable <= _USABLE_S,
    )


_READY: Final = "main [data-kind=card]"


def _visit(browser: Browser, address: str) -> tuple[float, float]:
    """First paint and use, in seconds from the address typed."""
    with _window(browser, slow=True) as page:
        page.add_init_script(_USE)
        page.goto(address, wait_until="commit")
        page.wait_for_selector(_READY)
        while (usable := page.evaluate("window.__usable ?? 0")) == 0:
            page.wait_for_timeout(50)
        paint = page.evaluate(
            "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN"
        )
        return paint / 1000, usable / 1000


_USE: Final = f"""
const look = () => {{
  const card = document.querySelector('{_READY}')
  if (!card) return requestAnimationFrame(look)
  // The frame with its numbers is shown; then a key is to move from card to card.
  setTimeout(() => {{
    card.focus()
    const key = {{ key: 'ArrowDown', bubbles: true, cancelable: true }}
    card.dispatchEvent(new KeyboardEvent('keydown', key))
    window.__usable = document.activeElement === card ? NaN : performance.now()
  }})
}}
requestAnimationFrame(look)
"""


def _large_map(report: Report, browser: Browser) -> None:
    """A map of a thousand touchpoints, walked by keys."""
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large"
        _found_large(large)
        with serving(large) as (port, _), _window(browser) as page:
            page.goto(f"http://127.0.0.1:{port}/w/large/large/map")
            page.wait_for_selector(_READY)
            report.row(
                f"map of {_POINTS:,} touchpoints: shown",
                f"{page.evaluate('performance.now()') / 1000:.2f} s",
            )
            took = _key_to_frame(page)
    report.row("a key to its frame", f"{took:.0f} ms")
    report.bar(f"{_FRAME_MS} ms at most", met=took <= _FRAME_MS)


def _key_to_frame(page: Page) -> float:
    page.locator(_READY).first.focus()
    page.evaluate(_LISTEN)
    for _ in range(20):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(60)
    return statistics.median(json.loads(page.evaluate("JSON.stringify(window.__took)")))


_LISTEN: Final = """
window.__took = []
addEventListener('keydown', () => {
  const at = performance.now()
  requestAnimationFrame(() => setTimeout(() => window.__took.push(performance.now() - at)))
}, true)
"""


def _found_large(folder: Path) -> None:
    create_workspace(folder, 'language = "ru"\n')
    stages = [f"s{number}" for number in range(6)]
    lines = ["map: large", "title: Large", "stages:"]
    lines += [f"  - {{stage: {one}, title: Stage {one}}}" for one in stages]
    lines.append("touchpoints:")
    lines += [
        f"  - {{touchpoint: p{number}, title: Point {number}, "
        f"stage: {stages[number % 6]}, event: e{number}}}"
        for number in range(_POINTS)
    ]
    (folder / "maps" / "large.yaml").write_text("\n".join(lines) + "\n", "utf-8")


@contextmanager
def _window(browser: Browser, *, slow: bool = False) -> Generator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="ru-RU")
    page = context.new_page()
    if slow:
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", dict(_SLOW))
        line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    yield page
    context.close()
