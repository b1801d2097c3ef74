from collections.abc import Mapping

import numpy as np
import pytest

from tropa.measure.quality import (
    CHARGES,
    WEIGHTS,
    PointQuality,
    TouchQuality,
    quality,
    quality_json,
    quality_words,
)
from tropa.measure.touch_parts import PARTS, PENALTIES, Parts
from tropa.words import LANGUAGES
from unit.measure.small import FIRM, answer, firm

DAYS = """
  - {touchpoint: offer_letter, event: offered, from: seller, interaction: message,
     sale: {when: did payment, within: 2d}}
  - {touchpoint: opening, event: opened, interaction: open}
  - {touchpoint: click, event: clicked, interaction: message_click}
  - {touchpoint: call, event: called, from: seller, interaction: call_out,
     answered: ok == "yes", sale: {when: did quote, within: 2d}}
  - {touchpoint: leaving, event: left, interaction: unsubscribe}
"""
SHOP = firm(DAYS)


def one_touch(seen: Mapping[str, float], charged: tuple[str, ...] = ()) -> tuple[float, int]:
    values = np.asarray([[seen.get(name, np.nan)] for name in PARTS])
    marks = np.asarray([[name in charged] for name in PENALTIES])
    found = quality(Parts(values, marks))
    return float(found.score[0]), int(found.coverage[0])


def of(touchpoint: str, *trails: str, as_of: str = "20.03") -> PointQuality:
    points = answer(TouchQuality(), SHOP, as_of, *trails).points
    return next(one for one in points if one.touchpoint == touchpoint)


LETTER = {"delivered": 1, "seen": 1, "engaged": 1, "sale": 0, "moved": 0}


def test_a_letter_delivered_opened_and_clicked_that_sold_nothing() -> None:
    score, coverage = one_touch(LETTER)
    assert (round(score, 1), coverage) == (55.6, 90)


def test_the_same_with_an_unsubscription() -> None:
    score, _ = one_touch(LETTER, ("unsubscribed",))
    assert round(score, 1) == 5.6


def test_a_long_answered_call_that_booked_and_moved_forward() -> None:
    assert one_touch(dict.fromkeys(LETTER, 1)) == (100, 90)


def test_quality_does_not_fall_below_nought() -> None:
    assert one_touch({"delivered": 1, "seen": 0, "sale": 0}, PENALTIES)[0] == 0


def test_of_a_touch_nothing_is_seen_of_there_is_no_quality() -> None:
    score, coverage = one_touch({}, ("unsubscribed",))
    assert np.isnan(score)
    assert coverage == 0


def test_satisfaction_counts_by_how_much() -> None:
    assert one_touch({"satisfaction": 0.5}) == (50, 10)


def test_weights_make_a_whole() -> None:
    assert sum(WEIGHTS.values()) == 100
    assert CHARGES == {"unsubscribed": 50, "refused": 25, "bounced": 20}


def test_of_nobody_nothing_is_known() -> None:
    assert of("call") == PointQuality("call", 0, None, None, 0)


def test_an_answered_call_that_booked_and_moved_forward_is_as_good_as_can_be() -> None:
    found = of("call", "02.03 asked\n 03.03 called ok=yes\n 04.03 quoted")
    assert (found.n, found.mean, found.coverage) == (1, 100, 0.55)


def test_an_unanswered_call_that_led_nowhere_is_as_bad_as_can_be() -> None:
    found = of("call", "02.03 asked\n 03.03 called")
    assert (found.n, found.mean) == (1, 0)


@pytest.mark.parametrize(("as_of", "coverage"), [("05.03", 0.55), ("04.03 23:00", 0.15)])
def test_what_may_yet_come_in_its_window_is_not_held_against_a_touch(
    as_of: str, coverage: float
) -> None:
    found = of("call", "02.03 asked\n 03.03 called ok=yes", as_of=as_of)
    assert found.coverage == coverage


def test_a_letter_is_as_deep_as_what_followed_it() -> None:
    sent = "02.03 asked\n 03.03 offered message_id=1"
    assert of("offer_letter", sent).mean == 0
    opened = sent + "\n 03.03 01:00 opened message_id=1"
    assert round(of("offer_letter", opened).mean or 0, 1) == round(100 * 25 / 90, 1)
    clicked = opened + "\n 03.03 02:00 clicked message_id=1"
    assert round(of("offer_letter", clicked).mean or 0, 1) == 55.6
    bought = clicked + "\n 04.03 paid amount=10"
    assert of("offer_letter", bought).mean == 100


def test_leaving_is_charged_to_the_letter_before_it() -> None:
    trail = "02.03 asked\n 03.03 offered message_id=1\n 03.03 02:00 clicked message_id=1"
    found = of("offer_letter", trail + "\n 03.03 03:00 left")
    assert round(found.mean or 0, 1) == 5.6
    assert of("leaving", trail + "\n 03.03 03:00 left").n == 0


def test_a_firm_that_hears_of_no_openings_does_not_hold_them_against_a_letter() -> None:
    points = answer(TouchQuality(), FIRM, "20.03", "02.03 asked\n 03.03 sent").points
    letter = next(one for one in points if one.touchpoint == "letter")
    assert (letter.n, letter.mean, letter.unseen) == (0, None, 1)


def test_it_is_told_under_stable_names_and_in_words() -> None:
    found = answer(TouchQuality(), FIRM, "20.03", "02.03 asked")
    assert quality_json(found)[0] == {
        "id": "request",
        "n": 1,
        "quality": 100,
        "coverage": 0.4,
        "unseen": 0,
    }
    for language in LANGUAGES:
        assert all(title and how for title, how in quality_words(language).values())
