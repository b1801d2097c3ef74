"""The map over several pages: nothing lost, nothing twice, nothing cut, heads on each."""

from collections import Counter
from xml.etree import ElementTree as ET

import pytest

from tropa.show.picture import MapPicture
from tropa.show.picture.pages import draw_pages
from unit.show.picture import hard_cases, window_company
from unit.show.picture.reading import SVG, parsed, texts

WIDE, HIGH = 1_328.0, 914.0
"""A lying A4, as it is printed."""

LARGE = window_company.many_touches(window_company.eleven_stages("ru"), 30)


def _named(page: ET.Element, key: str) -> list[str]:
    return [node.get(key, "") for node in page.iter() if node.get(key)]


@pytest.mark.parametrize("picture", [LARGE, hard_cases.hostile(), hard_cases.huge()])
def test_every_card_stands_on_one_page_whole(picture: MapPicture) -> None:
    pages = [parsed(one) for one in draw_pages(picture, "ru", WIDE, HIGH)]
    found = Counter(name for page in pages for name in _named(page, "data-touchpoint"))
    wanted = Counter(one.name for stage in picture.stages for one in stage.touches)
    wanted.update(one.name for one in picture.elsewhere)
    assert found == wanted
    for page in pages:
        for card in page.iter(f"{SVG}rect"):
            if card.get("class") == "card":
                assert float(card.get("x", 0)) + float(card.get("width", 0)) <= WIDE
                assert float(card.get("y", 0)) + float(card.get("height", 0)) <= HIGH - 34


def test_every_page_says_of_which_map_stages_and_lanes_it_is() -> None:
    pages = [parsed(one) for one in draw_pages(LARGE, "ru", WIDE, HIGH)]
    assert len(pages) > 11
    seen: Counter[str] = Counter()
    for at, page in enumerate(pages):
        said = texts(page)
        assert LARGE.title in said
        assert any(f"страница {at + 1} из {len(pages)}" in one for one in said)
        cells = [name.split("/") for name in _named(page, "data-cell")]
        heads = {stage for lane, stage in cells if lane == "stages"}
        assert heads
        assert heads >= {stage for lane, stage in cells if lane != "elsewhere"}
        seen.update(heads)
        rows = set(_named(page, "data-row"))
        assert {lane for lane, _ in cells} - {"stages"} <= rows
    # The heads of all stages come back where the lanes go on.
    assert all(seen[stage.name] > 1 for stage in LARGE.stages)


def test_a_small_map_is_one_page_and_a_map_without_stages_says_so() -> None:
    small = window_company.stages_in_number(1)
    assert len(draw_pages(small, "ru", WIDE, 2 * HIGH)) == 1
    [blank] = draw_pages(MapPicture("Ни одного этапа", ()), "ru", WIDE, HIGH)
    assert "На карте ещё нет этапов." in texts(parsed(blank))


def test_a_lane_higher_than_a_page_goes_on_however_small_the_page_is() -> None:
    picture = window_company.six_stages("ru")
    pages = draw_pages(picture, "ru", WIDE, 300)
    found = [name for one in pages for name in _named(parsed(one), "data-touchpoint")]
    assert len(found) == sum(len(one.touches) for one in picture.stages)
