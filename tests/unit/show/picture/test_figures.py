"""Numbers on the flow band are the numbers of the map."""

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

from tropa.show.picture import Conversion, MapPicture, Returned, draw_map
from tropa.show.picture.figures import conversion_marks
from tropa.words import Language, number_words, percent_words
from unit.show.picture import window_company
from unit.show.picture.reading import boxes, parsed, texts


def opened(root: ET.Element, name: str) -> list[str]:
    """Texts of the number that opens under this name."""
    return [
        text for node in root.iter() if node.get("data-open") == name for text in texts(node)
    ]


def drawn(picture: MapPicture, language: Language = "ru") -> ET.Element:
    return parsed(draw_map(picture, language, "light", fonts=False))


def test_pills_say_the_conversions_and_points_below_plan() -> None:
    for language in ("ru", "en"):
        picture = window_company.six_stages(language)
        root = drawn(picture, language)
        for stage, following in pairwise(picture.stages):
            said = opened(root, f"conversion/{stage.name}/{following.name}")
            points, _ = conversion_marks(stage.conversion)
            expected = [percent_words(stage.conversion.rate, language)]
            if points is not None:
                expected.append(number_words(points, language, 1))
            assert said == expected


def test_points_below_plan_matter_beyond_two_hundredths_of_it() -> None:
    assert conversion_marks(Conversion(0.320, 0.360)) == (4.0, True)
    assert conversion_marks(Conversion(0.355, 0.360)) == (0.5, False)
    assert conversion_marks(Conversion(0.36, 0.36)) == (None, False)
    assert conversion_marks(Conversion(0.50, 0.36)) == (None, False)
    assert conversion_marks(Conversion(None, 0.36)) == (None, False)
    assert conversion_marks(Conversion(0.5, None)) == (None, False)


def test_every_stage_says_who_entered_and_who_left() -> None:
    picture = window_company.six_stages("ru")
    root = drawn(picture)
    for stage in picture.stages:
        entered = opened(root, f"stage/{stage.name}/entered")
        assert entered[0] == number_words(stage.flow.entered or 0, "ru")
        lost = opened(root, f"stage/{stage.name}/lost")
        assert (lost[0] if lost else "") == (
            f"−{number_words(stage.flow.lost, 'ru')}" if stage.flow.lost else ""
        )
    assert opened(root, "stage/aware/lost") == ["−6\u00a0798", "ушли 53\u00a0%"]


def test_all_who_returned_are_counted_and_the_largest_play_is_named() -> None:
    picture = replace(
        window_company.six_stages("ru"),
        returned=(
            Returned("aware", "explore", 10, "редкий"),
            Returned("aware", "aware", 300, "частый"),
            Returned("aware", "unknown", 1),
        ),
    )
    assert opened(drawn(picture), "stage/aware/returned") == ["+311 вернулись", "частый"]


def test_a_conversion_that_is_not_known_is_a_dash() -> None:
    picture = window_company.six_stages("ru")
    first = replace(picture.stages[0], conversion=Conversion())
    root = drawn(replace(picture, stages=(first, *picture.stages[1:])))
    assert opened(root, "conversion/aware/explore") == ["—"]


def test_people_who_start_in_the_middle_are_told_apart() -> None:
    picture = window_company.six_stages("ru")
    second = replace(
        picture.stages[1], flow=replace(picture.stages[1].flow, entered=4_200, started=90)
    )
    root = drawn(replace(picture, stages=(picture.stages[0], second, *picture.stages[2:])))
    assert "90 сразу сюда" in [box.text for box in boxes(root)]
