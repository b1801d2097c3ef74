"""The app looks as the pictures of the documents show it: what changed by accident is seen.

Letters are smoothed in another way by every release of a browser, so pictures are compared
eight times smaller: a moved panel or a lost colour stands out there, an edge of a letter not.
"""

from collections.abc import Generator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser

from browser.pictures import HERE, PICTURES, TAKEN_BY, release, stopped_company, take
from tropa.words import LANGUAGES, Language

_SMALLER: Final = 8
_NOTICED: Final = 16
"""Of 255: so much must a square differ in one of its colours to be another one."""
_OTHERS: Final = 0.002
"""The share of other squares with which two pictures are still of the same app."""


@pytest.fixture(scope="module")
def companies(tmp_path_factory: pytest.TempPathFactory) -> Generator[dict[Language, str]]:
    """The addresses of the company that speaks each language."""
    with ExitStack() as running:
        yield {
            one: running.enter_context(
                stopped_company(tmp_path_factory.mktemp(one) / "company", one)
            )
            for one in LANGUAGES
        }


def others(one: Image.Image, two: Image.Image) -> float:
    """The share of squares in which two pictures differ."""
    small = [picture.convert("RGB").reduce(_SMALLER) for picture in (one, two)]
    furthest = max_of(ImageChops.difference(*small))
    differing = sum(furthest.histogram()[_NOTICED:])
    return differing / (furthest.width * furthest.height)


def max_of(picture: Image.Image) -> Image.Image:
    """The strongest of the colours of each square."""
    red, green, blue = picture.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


@pytest.mark.parametrize("name", PICTURES)
def test_a_screen_looks_as_its_picture(
    chromium: Browser, companies: dict[Language, str], name: str, tmp_path: Path
) -> None:
    known_by, here = TAKEN_BY.read_text("utf-8").strip(), release(chromium)
    if here != known_by:
        pytest.skip(
            f"taken by Chromium {known_by}, here is {here}: take them with `make pictures`"
        )
    picture = PICTURES[name]
    taken = take(chromium, companies[picture.language], picture)
    (tmp_path / f"{name}.png").write_bytes(taken)
    known = Image.open(HERE / f"{name}.png")
    now = Image.open(BytesIO(taken))
    assert now.size == known.size
    share = others(known, now)
    assert share <= _OTHERS, f"{share:.1%} differs; see {tmp_path}, then `make pictures`"


def test_a_moved_panel_is_seen_and_a_smoothed_letter_not() -> None:
    known = Image.open(HERE / "funnel-light-ru.png").convert("RGB")
    moved = known.copy()
    moved.paste(known.crop((0, 100, known.width, known.height - 8)), (0, 108))
    assert others(known, moved) > _OTHERS
    smoothed = ImageChops.blend(known, ImageChops.offset(known, 1, 0), 0.3)
    assert others(known, smoothed) <= _OTHERS
