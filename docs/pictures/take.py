"""Takes the pictures of the app that the documents show: `make pictures`."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from browser.conftest import FLAGS
from browser.pictures import HERE, PICTURES, TAKEN_BY, release, stopped_company, take
from tropa.words import LANGUAGES

CHROMIUM: Final = shutil.which("chromium") or "/usr/bin/chromium"


def main() -> None:
    """Take them all."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for language in LANGUAGES:
            with stopped_company(Path(folder) / language / "company", language) as address:
                for name, picture in PICTURES.items():
                    if picture.language == language:
                        (HERE / f"{name}.png").write_bytes(take(browser, address, picture))
        TAKEN_BY.write_text(f"{release(browser)}\n", "utf-8")
        browser.close()


if __name__ == "__main__":
    main()
