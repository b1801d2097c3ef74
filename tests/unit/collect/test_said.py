"""Names that may stand in a text, however it is written, and however much of it there is."""

import pytest

from tropa.collect.said import EMAIL, names_said
from tropa.event import Name, NameKind


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("write to ann@shop.ru, please", ["ann@shop.ru"]),
        ('{"email":"ann@shop.ru","cc":"bob@shop.ru"}', ["ann@shop.ru", "bob@shop.ru"]),
        ("<ann@shop.ru>(bob@shop.ru)", ["ann@shop.ru", "bob@shop.ru"]),
        ("one@two@three.ru", ["one@two@three.ru"]),
        ("@ann @ ann@ at", []),
    ],
)
def test_addresses_are_found_between_whatever_parts_words(text: str, found: list[str]) -> None:
    assert EMAIL.findall(text) == found


def test_a_name_is_found_behind_any_length_of_one_word() -> None:
    # Looked through anew from each of its letters, it would take hours.
    said = set(names_said(b"a" * 2_000_000 + b" Ann@Shop.ru"))
    assert Name(NameKind.EMAIL, "ann@shop.ru") in said
