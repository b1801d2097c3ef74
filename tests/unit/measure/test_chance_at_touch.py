from tropa.measure.chance_at_touch import ChanceAtTouch, chance_json, chance_words
from tropa.measure.interval import Rate
from tropa.measure.run import Slice, run
from tropa.words import LANGUAGES
from unit.measure.small import FIRM, answer, asked_of, walked

BOUGHT_AT_ONCE = "02.03 paid amount=10"
BOUGHT_AFTER_TWO = "02.03 asked\n 03.03 quoted\n 04.03 paid amount=10"
THREE = "02.03 asked\n 03.03 quoted\n 04.03 sent"


def told(*trails: str, as_of: str = "20.03") -> tuple[Rate, ...]:
    return answer(ChanceAtTouch(), FIRM, as_of, *trails).at


def test_of_nobody_there_is_no_chance() -> None:
    assert told() == ()


def test_who_bought_with_k_touches_of_those_who_came_as_far() -> None:
    assert told(BOUGHT_AT_ONCE, BOUGHT_AFTER_TWO, THREE, "02.03 asked") == (
        Rate(1, 4),
        Rate(0, 3),
        Rate(1, 2),
        Rate(0, 1),
    )


def test_touches_after_the_purchase_make_nobodys_chance() -> None:
    assert told(BOUGHT_AFTER_TWO + "\n 05.03 sent\n 06.03 sent") == told(BOUGHT_AFTER_TWO)


def test_advertisements_shown_are_kept_apart() -> None:
    assert told("01.03 seen\n 02.03 asked") == (Rate(0, 1), Rate(0, 1))


def test_what_has_not_happened_yet_is_not_counted() -> None:
    assert told(BOUGHT_AFTER_TWO, as_of="03.03 12:00") == (Rate(0, 1), Rate(0, 1), Rate(0, 1))


def test_journeys_are_those_that_opened_in_the_period() -> None:
    asked = asked_of(FIRM, "20.03", since="03.03")
    people = [
        Slice(one) for one in walked(FIRM, [BOUGHT_AFTER_TWO, "03.03 asked\n 04.03 sent"])
    ]
    [found] = run((ChanceAtTouch(),), people, asked)
    assert found.at == (Rate(0, 1), Rate(0, 1), Rate(0, 1))


def test_beyond_a_thousand_touches_all_stand_in_one_row() -> None:
    every = "\n".join(f"02.03 {at // 60:02}:{at % 60:02} asked" for at in range(1_100))
    found = told(every)
    assert len(found) == 1_024
    assert found[-1] == Rate(0, 1)


def test_it_is_told_under_stable_names_and_in_words() -> None:
    found = chance_json(answer(ChanceAtTouch(), FIRM, "20.03", BOUGHT_AT_ONCE))
    assert [(one["touches"], one["rate"]) for one in found] == [(0, 1.0)]
    assert all(all(chance_words(language)) for language in LANGUAGES)
