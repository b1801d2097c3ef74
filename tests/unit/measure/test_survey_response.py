from tropa.clock import DAY
from tropa.measure.interval import Rate
from tropa.measure.survey_response import KINDS, ResponseAnswer, response, response_json
from unit.measure.paid import asked
from unit.measure.test_surveys import sent


def of(
    sends: tuple[str, ...],
    answered: tuple[str, ...],
    within: int | None = None,
    as_of: str = "30.06",
    since: str = "",
    until: str = "",
) -> ResponseAnswer:
    return response(sent(*answered), sent(*sends), asked(as_of, since, until), within)


def test_nobody_was_asked() -> None:
    found = of((), ("1 02.03 nps",))
    assert (found.response, found.unasked, found.in_window) == (Rate(0, 0), 1, None)


def test_a_survey_of_several_questions_is_one() -> None:
    sends = ("1 01.03 nps", "1 01.03 csat", "2 01.03 nps", "1 01.03 nps")
    found = of(sends, ("1 03.03 csat",))
    assert found.response == Rate(1, 2)
    assert found.by_kind == (Rate(0, 2), Rate(1, 1), Rate(0, 0), Rate(0, 0))


def test_an_answer_belongs_to_the_latest_time_it_was_asked_for() -> None:
    sends = ("1 01.03 nps", "1 05.06 nps")
    assert of(sends, ("1 05.06 nps",)).response == Rate(1, 2)
    assert of(sends, ("1 04.06 nps", "1 06.06 nps")).response == Rate(2, 2)


def test_an_answer_exactly_at_the_end_of_the_window_is_in_time() -> None:
    sends = ("1 01.03 nps", "2 01.03 nps")
    found = of(sends, ("1 08.03 nps", "2 09.03 nps"), 7 * DAY)
    assert (found.response, found.in_window) == (Rate(1, 2), 0)


def test_the_first_answer_tells_whether_it_was_in_time() -> None:
    found = of(("1 01.03 nps",), ("1 20.03 nps", "1 03.03 nps"), 7 * DAY)
    assert found.response == Rate(1, 1)


def test_an_answer_of_the_very_instant_of_asking_is_one() -> None:
    assert of(("1 01.03 nps",), ("1 01.03 nps",)).response == Rate(1, 1)


def test_a_survey_younger_than_the_window_waits() -> None:
    sends = ("1 01.03 nps", "2 02.03 nps")
    found = of(sends, ("2 03.03 nps",), 7 * DAY, as_of="08.03")
    assert (found.response, found.in_window) == (Rate(0, 1), 1)


def test_what_comes_before_the_question_or_to_another_is_unasked() -> None:
    found = of(("1 05.03 nps",), ("1 04.03 nps", "1 06.03 csat", "2 06.03 nps"))
    assert (found.response, found.unasked) == (Rate(0, 1), 3)


def test_the_second_answer_to_one_question_was_asked_for_too() -> None:
    assert of(("1 05.03 nps",), ("1 06.03 nps", "1 07.03 nps")).unasked == 0


def test_a_survey_is_too_soon_after_any_other_of_the_last_ninety_days() -> None:
    sends = ("1 01.03 nps", "1 29.05 csat", "1 28.08 nps", "2 29.05 nps")
    found = of(sends, (), as_of="30.09")
    assert found.too_soon == Rate(1, 4)
    exactly = ("1 01.03 nps", "1 30.05 nps")
    assert of(exactly, ()).too_soon == Rate(0, 2)


def test_surveys_belong_to_the_period_they_were_sent_in() -> None:
    sends = ("1 01.03 nps", "1 15.03 nps", "2 25.03 nps")
    found = of(sends, ("1 26.03 nps", "2 26.03 nps"), since="10.03", until="20.03")
    assert (found.response, found.too_soon) == (Rate(1, 1), Rate(1, 1))


def test_the_answer_is_written_under_stable_names() -> None:
    told = response_json(of(("1 01.03 nps",), ("1 02.03 nps",)))
    assert (told["numerator"], told["within"], told["in_window"]) == (1, None, None)
    assert list(told["by_kind"]) == list(KINDS)
