"""The shipped maps: complete, the same in both languages, and people walk on them as meant."""

import re
from collections.abc import Iterator
from typing import cast

import pytest

from tropa.condition.syntax import Did, walk
from tropa.errors import UsageFault
from tropa.map.check import check
from tropa.map.document import Map, Touchpoint
from tropa.map.properties import field_title, trait_title
from tropa.map.read import read_map
from tropa.map.templates import TEMPLATES, read_template
from tropa.words import LANGUAGES, Language

STAGES = (
    "audience visitor enquiry booked measured quoted contract paid install done repeat"
).split()
CODES = [
    *(f"m{n:02}" for n in range(1, 20)),
    *(f"c{n:02}" for n in range(1, 12)),
    *"v1 v2 v3 t1 a1 a2 a3 s1 s2".split(),
]
FREE_NAMES = ("objections", "facts")  # phrases of a language, not names


@pytest.fixture(scope="module", params=LANGUAGES)
def windows(request: pytest.FixtureRequest) -> Map:
    language = cast("Language", request.param)
    return read_map(read_template("windows", language), f"windows.{language}.yaml")


# ---------------------------------------------------------------- what is written


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [one.id for one in TEMPLATES])
def test_every_trait_and_field_of_a_template_has_a_title(name: str, language: Language) -> None:
    map_ = read_map(read_template(name, language))
    fields = {(one, event) for event, fields in map_.events.items() for one in fields}
    assert [one for one in map_.traits if trait_title(map_, one, language) is None] == []
    assert [one for one in fields if field_title(map_, one[0], language, one[1:]) is None] == []


def test_every_template_is_a_map_in_every_language_it_names() -> None:
    for template in TEMPLATES:
        for language in template.languages:
            map_ = read_map(read_template(template.id, language))
            assert (map_.id, map_.language) == (template.id, language)
            assert template.title(language) != template.about(language)


def test_an_unknown_template_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageFault) as fault:
        read_template("okna", "ru")
    assert "windows" in fault.value.advice("ru")


BUSINESSES = [one.id for one in TEMPLATES if one.id not in ("windows", "blank")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BUSINESSES)
def test_every_business_checks_clean_and_says_where_it_sells_and_loses(
    name: str, language: Language
) -> None:
    map_ = read_map(read_template(name, language))
    assert check(map_, launch=True) == []
    assert map_.sale is not None
    assert map_.money.paid is not None
    assert {"lost", "hard_lost", "invalid"} <= set(map_.outcomes)
    assert [one.title for one in map_.stages if "lost_after" not in one.record] == []
    for one in map_.touchpoints:
        assert one.stage is None or one.sale is not None, one.id
    portraits = [cast("dict[str, object]", one.record["persona"]) for one in map_.segments]
    for portrait in portraits:
        assert {"name", "sex", "age", "lives", "habits", "interests"} <= set(portrait)
    assert any(len(cast("list[str]", one.get("questions", []))) > 1 for one in portraits)


@pytest.mark.parametrize("name", BUSINESSES)
def test_a_business_is_the_same_in_both_languages(name: str) -> None:
    ru, en = (read_map(read_template(name, language)) for language in LANGUAGES)
    assert [one.text for one in ru.reading.conditions] == [
        one.text for one in en.reading.conditions
    ]
    assert list(_keys(ru.record)) == list(_keys(en.record))
    assert not re.search("[а-яё]", read_template(name, "en"), re.IGNORECASE)
    for one in (*ru.zones, *ru.stages, *ru.touchpoints, *ru.segments, *ru.kpis.values()):
        assert re.search("[а-яё]", one.title), one.title


def test_windows_may_be_launched_as_it_is(windows: Map) -> None:
    found = check(windows, launch=True)
    assert [one for one in found if one.severity != "note"] == []


def test_both_languages_say_the_same_thing() -> None:
    ru, en = (read_map(read_template("windows", language)) for language in LANGUAGES)
    assert [one.text for one in ru.reading.conditions] == [
        one.text for one in en.reading.conditions
    ]
    assert set(ru.reading.defined) == set(en.reading.defined)
    assert list(_keys(ru.record)) == list(_keys(en.record))


def test_each_language_is_written_in_that_language() -> None:
    assert not re.search("[а-яё]", read_template("windows", "en"), re.IGNORECASE)
    ru = read_map(read_template("windows", "ru"))
    titles = [one.title for one in (*ru.stages, *ru.touchpoints, *ru.kpis.values())]
    assert [one for one in titles if not re.search("[а-яё]", one)] == []


def test_every_call_message_visit_ad_and_page_has_both_sides_a_sale_and_a_small_funnel(
    windows: Map,
) -> None:
    for one in _coded(windows).values():
        for key in ("from", "buyer", "seller", "owner", "emotion", "channel", "device"):
            assert key in one.record, (one.id, key)
        steps = _records(one.record["steps"])
        assert one.sale is not None
        assert 2 <= len(steps) <= 7
        assert _is_the_sale(windows, one, steps[-1]), one.id


def test_every_message_has_its_text_and_every_call_its_script(windows: Map) -> None:
    contents, scripts = windows.section("content"), windows.section("scripts")
    for code, one in _coded(windows).items():
        if code[0] == "m":
            content = cast(
                "dict[str, str]", contents[cast("list[str]", one.record["content"])[0]]
            )
            assert len(content["text"]) > 40
        elif code[0] in "cvt":
            script = cast("dict[str, list[object]]", scripts[str(one.record["script"])])
            assert script["opening"]
            assert script["questions"]
            assert script["objections"]
            assert len(script["outcomes"]) >= 2


def test_every_blank_in_a_text_is_filled_from_a_trait_or_a_field_of_the_map(
    windows: Map,
) -> None:
    known = {*windows.section("traits"), *windows.section("fields")}
    asked = set(re.findall(r"{{(\w+)}}", re.sub("#.*", "", windows.text)))
    assert asked - known == set()
    saved = {
        question["save"]
        for script in windows.section("scripts").values()
        for question in _records(cast("dict[str, object]", script)["questions"])
    }
    assert saved - known == set()


def test_plays_and_what_they_send_are_there(windows: Map) -> None:
    plays, contents = windows.section("plays"), windows.section("content")
    named = {one.record["play"] for one in windows.touchpoints if "play" in one.record}
    assert named - set(plays) == set()
    sent = re.findall(r"message: (?:\w+)/(\w+)", windows.text)
    assert len(sent) > 10
    assert set(sent) - set(contents) == set()


def test_every_stage_states_what_it_is_judged_by(windows: Map) -> None:
    assert [one.id for one in windows.stages] == STAGES
    assert windows.record["ideal"] == STAGES
    for one in windows.stages:
        assert one.owner
        assert one.target
        assert one.core
        assert one.plan
        assert "emotion" in one.record
        assert "lost_after" in one.record


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_blank_page_stays_a_map_when_its_hints_are_uncommented(language: Language) -> None:
    text = re.sub(
        r"^# (?=\s*(?:- )?[a-z_]+:)", "", read_template("blank", language), flags=re.MULTILINE
    )
    map_ = read_map(text)
    assert [one.id for one in map_.stages] == ["enquiry", "paid"]
    assert map_.sale is not None
    assert map_.money.paid == ("payment", "amount")


# ---------------------------------------------------------------- looking things up


def _coded(map_: Map) -> dict[str, Touchpoint]:
    """Touchpoints by the code their name begins with; every code is there."""
    coded = {one.id.split("_")[0]: one for one in map_.touchpoints}
    assert set(CODES) - set(coded) == set()
    return {code: coded[code] for code in CODES}


def _records(value: object) -> list[dict[str, object]]:
    return cast("list[dict[str, object]]", value)


def _is_the_sale(map_: Map, one: Touchpoint, step: dict[str, object]) -> bool:
    """Whether the last step of a small funnel is one of the acts the sale is made by."""
    assert one.sale is not None
    acts = [node for node in walk(one.sale.when) if isinstance(node, Did)]
    if "did" in step:
        return step["did"] in [act.touchpoint for act in acts]
    events = {
        event
        for act in acts
        for event in map_.touchpoints[map_.touchpoint_index(act.touchpoint)].events
    }
    return step["event"] in events


def _keys(value: object, path: str = "") -> Iterator[str]:
    """Every key of a record with the way to it; lists count their items."""
    if isinstance(value, dict):
        for key, one in cast("dict[str, object]", value).items():
            yield f"{path}.{key}"
            if key not in FREE_NAMES:
                yield from _keys(one, f"{path}.{key}")
    elif isinstance(value, list):
        for at, one in enumerate(cast("list[object]", value)):
            yield from _keys(one, f"{path}.{at}")
