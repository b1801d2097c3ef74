"""The whole picture: well formed, complete, harmless, and legible."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tropa.show.picture import (
    BackMove,
    Conversion,
    Feeling,
    FlowNumbers,
    KpiBar,
    MapPicture,
    OwnerBadge,
    PlayChip,
    Returned,
    StagePicture,
    TouchCard,
    draw_map,
    page_tokens,
)
from tropa.show.picture.sheet import HEADS
from tropa.show.picture.text import clean
from tropa.words import LANGUAGES, Language
from unit.show.picture import hard_cases, window_company
from unit.show.picture.reading import boxes, overlaps, parsed, texts

PICTURES: dict[str, MapPicture] = {
    "six": window_company.six_stages("ru"),
    "six_english": window_company.six_stages("en"),
    "eleven": window_company.eleven_stages("ru"),
    "eleven_english": window_company.eleven_stages("en"),
    "without_numbers": window_company.without_numbers(window_company.eleven_stages("ru")),
    "many_touches": window_company.many_touches(window_company.six_stages("ru"), 10),
    "one": window_company.stages_in_number(1),
    "three": window_company.stages_in_number(3),
    "twenty": window_company.stages_in_number(20),
    "no_stages": MapPicture("Ни одного этапа", ()),
    "hostile": hard_cases.hostile(),
    "huge": hard_cases.huge(),
    "noughts": hard_cases.noughts(),
    "uneven": hard_cases.uneven(),
}


@pytest.fixture(params=PICTURES)
def picture(request: pytest.FixtureRequest) -> MapPicture:
    return PICTURES[str(request.param)]


def drawn(picture: MapPicture, language: Language = "ru", **options: float | str | None) -> str:
    return draw_map(picture, language, "light", fonts=False, **options)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_well_formed_in_both_languages(
    picture: MapPicture, language: Language
) -> None:
    root = parsed(drawn(picture, language))
    assert root.get("lang") == language
    assert root.get("role") == "img"


def test_every_stage_and_every_touchpoint_is_there(picture: MapPicture) -> None:
    root = parsed(drawn(picture))
    cells = {node.get("data-cell") for node in root.iter()}
    cards = [node.get("data-touchpoint") for node in root.iter() if node.get("data-touchpoint")]
    assert {f"stages/{stage.name}" for stage in picture.stages} <= cells
    expected = [touch.name for stage in picture.stages for touch in stage.touches]
    expected += [touch.name for touch in picture.elsewhere]
    assert sorted(filter(None, cards)) == sorted(expected)


def test_no_two_texts_stand_on_one_another(picture: MapPicture) -> None:
    for language in LANGUAGES:
        for width in (None, 900.0):
            found = boxes(parsed(drawn(picture, language, width=width)))
            assert overlaps(found) == []


def test_every_text_stays_inside_its_own_stage(picture: MapPicture) -> None:
    root = parsed(drawn(picture))
    whole = float(root.get("width", "0"))
    column = (whole - HEADS) / max(1, len(picture.stages))
    places = {stage.name: at for at, stage in enumerate(picture.stages)}
    for box in boxes(root):
        assert box.left >= -1
        assert box.right <= whole + 1, box.text
        lane, _, stage = box.cell.partition("/")
        if lane and lane != "elsewhere":
            left = HEADS + places[stage] * column
            assert left <= box.left, box.text
            assert box.right <= left + column + 1, box.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_is_never_cut(language: Language) -> None:
    for width in (None, 900.0, 1_100.0):
        said = texts(parsed(drawn(hard_cases.huge(), language, width=width)))
        assert not [text for text in said if re.search(r"\d\u2026", text)]


def test_paths_hold_no_impossible_numbers(picture: MapPicture) -> None:
    svg = drawn(picture)
    for path in re.findall(r' (?:d|x|y|width|height|r|rx|cx|cy|transform)="([^"]*)"', svg):
        assert not re.search(r"nan|inf|none|e[+-]", path, re.IGNORECASE), path
    for node in parsed(svg).iter():
        for name in ("width", "height", "r", "rx"):
            assert float(node.get(name, "0")) >= 0


def test_nothing_hostile_becomes_markup() -> None:
    svg = draw_map(hard_cases.hostile(), "ru", "auto", links="/people?of=")
    root = parsed(svg)
    names = {node.tag.rpartition("}")[2] for node in root.iter()}
    assert "script" not in names
    assert len(root.findall(".//{http://www.w3.org/2000/svg}style")) == 1
    assert "<script" not in svg
    assert "<!--" not in svg
    said = "".join(root.itertext())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", said)
    assert all(href.startswith("/people?of=") for href in re.findall(r'href="([^"]*)"', svg))


def test_a_picture_asks_nobody_for_anything(picture: MapPicture) -> None:
    svg = draw_map(picture, "ru", "light")
    addresses = re.findall(r"url\(([^)]*)", svg)
    assert addresses
    assert all(address.startswith(("#", "data:font/woff2;base64,")) for address in addresses)
    assert re.findall(r'https?://[^"]*', svg) == ["http://www.w3.org/2000/svg"]


def test_only_the_alphabets_that_are_written_are_embedded() -> None:
    def faces(picture: MapPicture) -> int:
        return draw_map(picture, "en", "light").count("@font-face")

    assert faces(MapPicture("Windows", ())) == 1
    assert faces(MapPicture("Окна", ())) == 2
    assert faces(window_company.six_stages("ru")) == 3
    assert "@font-face" not in drawn(window_company.six_stages("ru"))


def test_fixed_themes_write_their_colours_out_and_a_page_may_give_its_own() -> None:
    picture = window_company.six_stages("ru")
    light, dark = (draw_map(picture, "ru", theme, fonts=False) for theme in ("light", "dark"))
    assert "var(" not in light + dark
    assert "#161a21" in dark
    assert "#161a21" not in light
    auto = draw_map(picture, "ru", "auto", fonts=False)
    assert "prefers-color-scheme:dark" in auto
    assert "[data-theme=dark]" in auto
    page = draw_map(picture, "ru", "page", fonts=False)
    assert "var(--ink,#16181d)" in page
    assert "--ink:" not in page
    assert "--ink:#16181d" in page_tokens()


def test_rules_of_a_picture_touch_nothing_else_on_the_page() -> None:
    svg = drawn(window_company.six_stages("ru"))
    style = re.search(r"<style>(.*?)</style>", svg, re.DOTALL)
    assert style is not None
    for selectors in re.findall(r"([^{}]+){", style.group(1)):
        assert all(one.startswith(".tropa-map ") for one in selectors.split(","))


def test_every_class_that_is_drawn_has_a_rule() -> None:
    svg = "".join(drawn(PICTURES[name]) for name in ("eleven", "hostile", "uneven", "noughts"))
    rules = set(re.findall(r"\.tropa-map \.([\w-]+)", svg))
    used = {name for group in re.findall(r' class="([^"]*)"', svg) for name in group.split()}
    assert used - rules == {"tropa-map"}


def test_numbers_carry_the_name_of_what_they_open() -> None:
    picture = window_company.six_stages("ru")
    names = set(re.findall(r'data-open="([^"]*)"', drawn(picture)))
    assert {
        "map/won", "map/revenue", "stage/lead/present", "stage/lead/entered", "stage/lead/open",
        "stage/lead/lost", "stage/lead/returned", "stage/lead/back", "stage/lead/time",
        "stage/buy/revenue", "conversion/lead/measure", "back/lead/explore",
        "touchpoint/lead_0", "play/play_lead", "kpi_lead_0",
    } <= names  # fmt: skip
    assert "<a " not in drawn(picture)


def test_numbers_are_links_only_where_an_address_is_given() -> None:
    svg = drawn(window_company.six_stages("ru"), links="/people?of=")
    assert 'href="/people?of=stage/lead/present"' in svg
    # Inside an image nothing can be pressed, so a picture with links is not one.
    assert parsed(svg).get("role") == "group"


def test_a_limit_leaves_the_rest_of_the_touchpoints_to_a_link() -> None:
    picture = window_company.many_touches(window_company.six_stages("ru"), 10)
    root = parsed(drawn(picture, limit=4))
    cards = [node for node in root.iter() if node.get("data-touchpoint")]
    assert len(cards) == 6 * 4
    assert "ещё 46" in texts(root)
    assert "stage/aware/touchpoints" in {node.get("data-open") for node in root.iter()}


def test_without_numbers_there_are_dashes_and_no_noughts() -> None:
    said = texts(parsed(drawn(PICTURES["without_numbers"])))
    assert "—" in said
    assert "людей на карте пока нет" in said
    assert "0" not in said
    assert not any("%" in text for text in said)


def test_known_noughts_are_noughts() -> None:
    said = texts(parsed(drawn(PICTURES["noughts"])))
    assert said.count("0") > 4
    assert "0 · 0\u00a0%" in said


def test_lanes_without_content_are_not_drawn() -> None:
    picture = MapPicture(
        "Набросок", (StagePicture("a", "Реклама"), StagePicture("b", "Звонок"))
    )
    rows = [
        node.get("data-row") for node in parsed(drawn(picture)).iter() if node.get("data-row")
    ]
    assert rows == ["stages", "flow", "touchpoints"]


def test_the_sheet_is_never_narrower_than_can_be_read() -> None:
    picture = window_company.stages_in_number(20)
    assert float(parsed(drawn(picture, width=600)).get("width", "")) == HEADS + 20 * 228


def test_the_picture_is_told_in_words_too() -> None:
    root = parsed(drawn(window_company.six_stages("en"), "en"))
    told = root.find("{http://www.w3.org/2000/svg}desc")
    assert told is not None
    assert "Lead: 1,490 entered, 148 here now, 412 lost." in (told.text or "")


WORDS = st.text(max_size=60) | st.text(alphabet="абвгдежзиклмно -«».,", max_size=80)
PEOPLE = st.none() | st.integers(0, 20_000_000)
SHARES = st.none() | st.floats(0, 1)


@st.composite
def stages(draw: st.DrawFn, at: int) -> StagePicture:
    entered, lost = draw(PEOPLE), draw(PEOPLE)
    return StagePicture(
        name=f"s{at}",
        title=draw(WORDS),
        zone=draw(st.sampled_from(("", "Знакомство", "Очень длинное название зоны карты"))),
        owner=draw(st.none() | st.builds(OwnerBadge, st.just("o"), WORDS, WORDS)),
        present=draw(PEOPLE),
        change=draw(st.none() | st.floats(-1, 1_000)),
        time=draw(st.none() | st.floats(0, 1e14)),
        back=draw(PEOPLE),
        revenue=draw(st.none() | st.integers(0, 10**15)),
        flow=FlowNumbers(
            entered, draw(PEOPLE), draw(PEOPLE), lost, draw(PEOPLE), draw(PEOPLE), draw(PEOPLE)
        ),
        conversion=Conversion(draw(SHARES), draw(SHARES)),
        actions=tuple(draw(st.lists(WORDS, max_size=3))),
        thoughts=tuple(draw(st.lists(WORDS, max_size=2))),
        feeling=Feeling(draw(st.none() | st.floats(-2, 2)), draw(WORDS)),
        touches=tuple(
            TouchCard(
                f"t{at}_{number}", draw(WORDS), "site", draw(PEOPLE), draw(SHARES), "good", "x"
            )
            for number in range(draw(st.integers(0, 3)))
        ),
        plays=tuple(
            draw(st.lists(st.builds(PlayChip, st.just("p"), WORDS, PEOPLE), max_size=2))
        ),
        kpis=tuple(
            draw(
                st.lists(
                    st.builds(
                        KpiBar,
                        st.just("k"),
                        WORDS,
                        st.none() | st.floats(0, 1e9),
                        st.none() | st.floats(0, 1e9),
                        st.sampled_from(("people", "number", "share", "time", "money")),
                        st.booleans(),
                    ),
                    max_size=2,
                )
            )
        ),
    )


@st.composite
def pictures(draw: st.DrawFn) -> MapPicture:
    count = draw(st.integers(1, 5))
    names = [f"s{at}" for at in range(count)]
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names), st.integers(0, 10**7))
    return MapPicture(
        title=draw(WORDS),
        stages=tuple(draw(stages(at)) for at in range(count)),
        back_moves=tuple(BackMove(*one) for one in draw(st.lists(pairs, max_size=6))),
        returned=tuple(
            Returned(*one, draw(WORDS)) for one in draw(st.lists(pairs, max_size=4))
        ),
    )


@settings(max_examples=25, deadline=None)
@given(pictures(), st.sampled_from(LANGUAGES))
def test_any_picture_is_well_formed_and_legible(
    picture: MapPicture, language: Language
) -> None:
    root = parsed(drawn(picture, language))
    assert overlaps(boxes(root)) == []
    title = root.find("{http://www.w3.org/2000/svg}title")
    assert title is None or (title.text or "") == clean(picture.title)
