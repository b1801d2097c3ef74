"""Both languages say the same things: same keys, same values, all forms of every number."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, cast

import pytest

from tropa.map.check import RULES
from tropa.words import LANGUAGES, Language, keys_of, say

SOURCE: Final = Path(__file__).parents[2] / "src" / "tropa"
PLACE: Final = re.compile(r"\{(\w+)(?:#([^{}]*))?\}")
FORMS: Final[dict[Language, int]] = {"ru": 3, "en": 2}


def flat(node: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in node.items():
        if isinstance(value, str):
            found[prefix + key] = value
        else:
            found |= flat(cast("Mapping[str, object]", value), f"{prefix}{key}.")
    return found


def pairs_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = [key for key, _ in pairs]
    assert len(set(keys)) == len(keys), [key for key in keys if keys.count(key) > 1]
    return dict(pairs)


@cache
def sentences(language: Language) -> dict[str, str]:
    text = (SOURCE / "words" / f"{language}.json").read_text("utf-8")
    return flat(cast("Mapping[str, object]", json.loads(text, object_pairs_hook=pairs_once)))


RUSSIAN: Final = sentences("ru")
ENGLISH: Final = sentences("en")


def test_both_languages_have_the_same_keys() -> None:
    assert keys_of("ru") == keys_of("en")
    assert set(RUSSIAN) == set(ENGLISH) == keys_of("ru")


def test_both_languages_speak_of_the_same_values() -> None:
    different = {
        key: (places, others)
        for key in RUSSIAN
        if (places := {name for name, _ in PLACE.findall(RUSSIAN[key])})
        != (others := {name for name, _ in PLACE.findall(ENGLISH[key])})
    }
    assert different == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_has_all_its_forms(language: Language) -> None:
    short = [
        key
        for key, sentence in sentences(language).items()
        for _, forms in PLACE.findall(sentence)
        if forms and len(forms.split("|")) != FORMS[language]
    ]
    assert short == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_is_closed(language: Language) -> None:
    # A brace before a quote belongs to an example of JSON.
    said = sentences(language)
    assert [key for key in said if re.search(r"\{\w", PLACE.sub("", said[key]))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_or_has_stray_spaces(language: Language) -> None:
    # Joints of sentences begin or end with a space on purpose.
    joints = {
        "cli.import.left",
        "map.did_you_mean",
        "map.own_notes",
        "condition.said.and",
        "condition.said.or",
        "condition.said.where",
    }
    said = sentences(language)
    # After a line break spaces are an indent.
    flat = {key: re.sub(r"\n +", "\n", sentence) for key, sentence in said.items()}
    assert [key for key in said if not flat[key].strip() or "  " in flat[key]] == []
    assert [key for key in said if said[key] != said[key].strip() and key not in joints] == []


def test_russian_quotes_are_russian() -> None:
    odd = [key for key, sentence in RUSSIAN.items() if re.search(r"[“”]", sentence)]
    assert odd == []


def test_every_problem_says_what_to_do_next() -> None:
    for prefix in ("map", "error"):
        codes = {
            key.rsplit(".", 1)[0]
            for key in RUSSIAN
            if key.startswith(f"{prefix}.") and key.endswith(".what")
        }
        assert {code for code in codes if f"{code}.next" not in RUSSIAN} == set()


def test_every_rule_has_a_sentence() -> None:
    assert {rule.code for rule in RULES if f"map.{rule.code}.what" not in RUSSIAN} == set()


def test_every_sentence_about_maps_is_said_somewhere() -> None:
    said = {
        word
        for path in SOURCE.rglob("*.py")
        for word in re.findall(r"\w+", path.read_text("utf-8"))
    }
    # `unknown_name` stands for every kind of unknown name; the rest are said by their codes.
    parts = {
        part
        for key in RUSSIAN
        if key.split(".")[0] in ("map", "condition")
        for part in key.split(".")
        if part not in ("what", "next", "map", "condition", "said")
    }

    # `not_` and `_ever` are put to a key by the code that denies or widens it.
    stems = {part.removeprefix("not_").removesuffix("_ever") for part in parts - said}
    assert stems - said == set()


def test_a_sentence_without_its_value_is_a_fault() -> None:
    with pytest.raises(KeyError):
        say("map.missing_field.what", "en")
