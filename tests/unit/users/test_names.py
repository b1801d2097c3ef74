"""Logins and names: what may be one, and when two are the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tropa.errors import UsageFault
from tropa.users.names import login_key, read_login, read_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna@Shop.ru", "anna@shop.RU"),
        ("  anna ", "anna"),
        ("Зоя", "зоя"),
        (unicodedata.normalize("NFD", "андрей"), "андрей"),
        ("straße", "STRASSE"),
        ("ａｎｎａ", "anna"),
    ],
)
def test_a_login_is_the_same_however_it_is_typed(one: str, other: str) -> None:
    assert login_key(one) == login_key(other)


@given(st.text(max_size=20))
def test_the_key_of_a_key_is_itself(text: str) -> None:
    key = login_key(text)
    assert login_key(key) == key


@pytest.mark.parametrize("login", ["a", "анна", "o'neil@shop.ie", "a.b-c_d+e@x.y", "x" * 254])
def test_an_address_or_a_word_is_a_login(login: str) -> None:
    assert read_login(f" {login} ") == login


@pytest.mark.parametrize(
    "login",
    [
        "", "  ", "x" * 255, "two words", "null\x00byte", "line\nbreak", "<script>", 'quo"te',
        "a,b", "a;drop", "\u202eanna", "an\u200bna", "\ud800", "ﷺ" * 100,
    ],
)  # fmt: skip
def test_what_cannot_be_typed_or_told_apart_is_none(login: str) -> None:
    with pytest.raises(UsageFault) as caught:
        read_login(login)
    assert caught.value.code == "login_wrong"


def test_a_name_is_what_one_sees() -> None:
    assert read_name("  Анна   Петровна ") == "Анна   Петровна"
    assert read_name("<b>Анна</b>") == "<b>Анна</b>"
    for text in ("", " ", "x" * 121, "a\x00b", "a\nb", "\u202eanna"):
        with pytest.raises(UsageFault) as caught:
            read_name(text)
        assert caught.value.code == "name_wrong"
