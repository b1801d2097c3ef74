import pytest

from tropa.words import as_language, has_words, keys_of, say


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "И ещё 1 замечание"),
        (2, "И ещё 2 замечания"),
        (5, "И ещё 5 замечаний"),
        (11, "И ещё 11 замечаний"),
        (14, "И ещё 14 замечаний"),
        (21, "И ещё 21 замечание"),
        (104, "И ещё 104 замечания"),
        (111, "И ещё 111 замечаний"),
        (0, "И ещё 0 замечаний"),
        (1_000_001, "И ещё 1\u00a0000\u00a0001 замечание"),
    ],
)
def test_russian_has_three_forms(count: int, said: str) -> None:
    assert say("map.and_more", "ru", n=count).startswith(said + ":")


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "And 1 more finding"), (2, "And 2 more findings"), (0, "And 0 more findings"),
     (1200, "And 1,200 more findings")],
)  # fmt: skip
def test_english_has_two_forms(count: int, said: str) -> None:
    assert say("map.and_more", "en", n=count).startswith(said + ":")


def test_a_fraction_takes_the_form_of_a_part() -> None:
    assert say("condition.said.long.day", "ru", n=1.5) == "1.5 дня"
    assert say("condition.said.long.day", "en", n=1.5) == "1.5 days"


def test_a_value_may_be_called_key_or_language() -> None:
    assert (
        say("map.missing_field.what", "ru", key="title") == "Нет обязательного ключа «title»."
    )
    assert say("map.bad_map_name.what", "en", found="A", language="x").startswith("“A”")


def test_a_value_that_looks_like_a_place_is_left_alone() -> None:
    said = say("map.bad_name.what", "en", found="{found} {x#a|b}")
    assert said == "“{found} {x#a|b}” cannot be a name."


def test_a_missing_value_or_sentence_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        say("map.missing_field.what", "ru")
    with pytest.raises(KeyError):
        say("map.nothing", "ru")


def test_words_are_known_by_their_keys() -> None:
    assert has_words("map.unknown_field.what")
    assert not has_words("map.unknown_field")
    assert "map.unknown_field.next" in keys_of("ru")


@pytest.mark.parametrize(
    ("tag", "language"),
    [("ru_RU.UTF-8", "ru"), ("RU", "ru"), ("en-US", "en"), ("de_DE", "en"), ("", "en")],
)
def test_a_tag_asks_for_a_language(tag: str, language: str) -> None:
    assert as_language(tag) == language
    assert as_language("C", "ru") == "ru"


def test_why_a_row_waits_has_a_short_name_for_lists_of_reasons() -> None:
    codes = {key.split(".")[1] for key in keys_of("ru") if key.startswith("row.")}
    assert len(codes) > 20
    assert [code for code in codes if not has_words(f"app.refused.{code}")] == []
