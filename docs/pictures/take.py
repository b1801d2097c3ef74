"""Takes the pictures of the app that the documents show: `make pictures`.

An invented company of forty-five days, a window of one size, no motion: the same product gives
the same pictures but for the days written on them.
"""

import tempfile
from pathlib import Path
from typing import Final

from benchmarks.servers import serving
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.browser.company import MAP, found_company

HERE: Final = Path(__file__).parent
CHROMIUM: Final = "/usr/bin/chromium"
FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--font-render-hinting=none")

PICTURES: Final[dict[str, tuple[str, str, tuple[int, int]]]] = {
    "map-light-ru": ("map", "theme=light&lang=ru", (1720, 1080)),
    "map-dark-en": ("map", "theme=dark&lang=en", (1720, 1080)),
    "map-phone-ru": ("map", "theme=light&lang=ru", (390, 844)),
    "funnel-light-ru": ("funnel", "theme=light&lang=ru", (1440, 900)),
    "paths-light-ru": ("paths", "theme=light&lang=ru", (1440, 900)),
    "people-dark-en": ("people", "theme=dark&lang=en", (1440, 900)),
    "board-light-ru": ("board", "theme=light&lang=ru", (1440, 900)),
    "questions-light-ru": ("questions", "theme=light&lang=ru", (1440, 900)),
    "month-light-ru": ("month", "theme=light&lang=ru", (1440, 900)),
    "events-dark-en": ("tracking", "theme=dark&lang=en", (1440, 900)),
}

# What comes last on a screen, where it is not its heading.
DRAWN: Final = {
    "map": "header [data-saved]",
    "paths": "main svg[role=img]",
    "people": "main tbody tr",
    "board": "main [data-card]",
    "tracking": "main tbody tr",
}


def main() -> None:
    """Take them all."""
    with tempfile.TemporaryDirectory() as folder:
        company = Path(folder) / "company"
        found_company(company)
        with serving(company) as (port, _), sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            for name, (screen, query, size) in PICTURES.items():
                address = f"http://127.0.0.1:{port}/w/company/{MAP}/{screen}?{query}"
                _take(browser, address, size, HERE / f"{name}.png")
            browser.close()


def _take(browser: Browser, address: str, size: tuple[int, int], into: Path) -> None:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        timezone_id="Europe/Moscow",
        locale="ru-RU",
    )
    page = context.new_page()
    page.goto(address)
    _wait(
        page,
        DRAWN.get(page.url.partition("?")[0].rpartition("/")[2], "main :is(h1, h2, table)"),
    )
    page.screenshot(path=into)
    context.close()


def _wait(page: Page, drawn: str) -> None:
    """Until numbers are there and letters are drawn by our own font."""
    page.wait_for_selector(drawn, state="attached", timeout=60_000)
    expect(page.locator("main .skeleton")).to_have_count(0, timeout=60_000)
    page.wait_for_timeout(2_500)
    page.evaluate("document.fonts.ready.then(() => true)")


if __name__ == "__main__":
    main()
