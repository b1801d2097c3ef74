"""The form of an element: each field of the schema, its kind, its meaning in both languages."""

from typing import Any, cast

from tropa.map.schema.stages import STAGE, TOUCHPOINT
from tropa.show.api.maps.map_schema import KINDS, schema_json
from tropa.words import LANGUAGES


def test_every_field_of_an_element_is_told_with_its_meaning() -> None:
    for language in LANGUAGES:
        kinds = schema_json(language)
        assert set(kinds) == set(KINDS)
        assert [one["key"] for one in kinds["stage"]] == list(STAGE.keys)
        assert [one["key"] for one in kinds["touchpoint"]] == list(TOUCHPOINT.keys)
        for fields in kinds.values():
            assert all(one["title"] and one["means"] for one in fields)


def test_no_field_of_a_stage_or_a_touchpoint_is_left_in_english() -> None:
    kinds = schema_json("ru")
    for fields in (kinds["stage"], kinds["touchpoint"], kinds["kpis"], kinds["map"]):
        for one in fields:
            assert any("а" <= letter <= "я" for letter in one["title"].lower()), one


def test_no_value_of_a_list_is_left_a_bare_code() -> None:
    """Whatever is chosen from, however deep it stands, has a title; so has every field."""
    for language in LANGUAGES:
        for name, fields in schema_json(language).items():
            assert bare(fields, language) == [], name


def bare(node: Any, language: str) -> list[str]:
    found: list[str] = []
    if isinstance(node, list):
        for one in cast("list[Any]", node):
            found += bare(one, language)
    elif isinstance(node, dict):
        record = cast("dict[str, Any]", node)
        for one in [*record.get("options", ()), *record.get("known", ())]:
            if language == "ru" and one["title"] == one["value"]:
                found.append(one["value"])
        if language == "ru" and record.get("title") == record.get("key", ""):
            found.append(record["key"])
        found += bare(record.get("fields", []), language)
        found += bare(record.get("each", []), language)
    return found


def test_allowed_values_and_bounds_come_with_the_field() -> None:
    by_key = {one["key"]: one for one in schema_json("ru")["touchpoint"]}
    assert by_key["from"]["options"] == [
        {"value": "buyer", "title": "покупатель"},
        {"value": "seller", "title": "продавец"},
    ]
    assert (by_key["emotion"]["least"], by_key["emotion"]["most"]) == (-2, 2)
    assert by_key["stage"] | {"kind": "ref", "of": ["stage"]} == by_key["stage"]
    assert by_key["channel"]["each"]["kind"] == "text"
    assert {"value": "phone", "title": "телефон"} in by_key["channel"]["each"]["known"]
    assert [one["key"] for one in by_key["sale"]["fields"]] == [
        "title",
        "when",
        "within",
        "value",
    ]
