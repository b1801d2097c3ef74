"""Measuring and breaking texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tropa.show.picture.text import (
    BODY,
    CARD,
    HEADLINE,
    STYLES,
    Style,
    clean,
    fit,
    was_cut,
    width,
    wrap,
)

TEXTS = st.text(max_size=200) | st.text(alphabet="абвгдеёжз иклмно-«»/.,Wi1", max_size=200)
ROOMS = st.floats(40, 400)
FACES = st.sampled_from(STYLES)


def test_widths_are_those_of_the_font() -> None:
    plain = Style("plain", 100, 400, 120)
    assert width("0", plain) == pytest.approx(66.5)
    assert width("ж", plain) == pytest.approx(76.1)
    assert width("ж", Style("bold", 100, 700, 120)) == pytest.approx(80.7)
    assert width("ж", Style("half", 100, 550, 120)) == pytest.approx(78.4)
    # The gap between words is tightened by six hundredths of an em.
    assert width(" ", plain) == pytest.approx(27.0 - 6.0)


def test_characters_the_font_lacks_are_taken_wide() -> None:
    assert width("家", BODY) > BODY.size
    assert width("👩", BODY) > BODY.size
    assert width("а\u0301", BODY) == width("а", BODY)


def test_a_line_is_broken_between_words() -> None:
    assert wrap("Почему цены отличаются в два раза?", BODY, 190, 3) == (
        "Почему цены отличаются",
        "в два раза?",
    )


def test_short_words_do_not_hang_at_the_end_of_a_line() -> None:
    assert wrap("Обратный звонок за 2 мин", CARD, 130, 2) == ("Обратный звонок", "за 2 мин")


def test_a_long_word_is_broken_with_a_hyphen_after_a_vowel() -> None:
    first, *_ = wrap("Переосвидетельствование", BODY, 120, 3)
    assert first.endswith("-")
    assert first == "Переосвидетель-"
    assert width(first, BODY) <= 120


def test_what_does_not_fit_ends_in_dots_and_is_known_to_be_cut() -> None:
    lines = wrap("слово " * 50, BODY, 100, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert was_cut("слово " * 50, lines)
    assert not was_cut("слово", wrap("слово", BODY, 100, 2))
    assert not was_cut("и так далее…", wrap("и так далее…", BODY, 100, 2))


def test_dots_do_not_follow_a_gap_or_a_comma() -> None:
    assert fit("раз, два", BODY, width("раз,…", BODY)) == "раз…"


def test_unseen_marks_are_dropped() -> None:
    assert clean("a\u202eb\u200fc\x00d\te\nf\u2066") == "abc d e f"
    assert clean("\ud800x\ufffe\ue000") == "x"
    assert clean("12\u00a0840  ₽ ") == "12\u00a0840 ₽"
    assert clean("е" + "\u0301" * 50) == "е\u0301\u0301"


def test_joined_emoji_are_not_torn_apart() -> None:
    family = "👩\u200d👩\u200d👧"
    assert family in clean(f"семья {family}")
    for room in range(20, 120):
        assert not fit(f"ab {family}{family}", BODY, room).removesuffix("…").endswith("\u200d")


@given(TEXTS, FACES, ROOMS, st.integers(1, 5))
def test_every_line_fits_its_room(text: str, style: Style, room: float, lines: int) -> None:
    broken = wrap(text, style, room, lines)
    assert len(broken) <= lines
    assert all(width(line, style) <= room + 1e-6 for line in broken)
    assert all(line and line == line.strip(" ") for line in broken)


@given(TEXTS, ROOMS)
def test_nothing_is_lost_where_there_are_lines_enough(text: str, room: float) -> None:
    broken = wrap(text, BODY, room, 1_000)

    def bare(said: str) -> str:
        return said.replace(" ", "").replace("-", "")

    assert bare("".join(broken)) == bare(clean(text))


@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(max_size=30), st.text(max_size=30))
def test_widths_add_up(left: str, right: str) -> None:
    whole = width(left + right, HEADLINE)
    assert whole == pytest.approx(width(left, HEADLINE) + width(right, HEADLINE))
