import json

import pytest

from tropa.clock import DAY
from tropa.measure.interval import Rate
from tropa.measure.potential import (
    Pipeline,
    PipelineAnswer,
    missing_words,
    potential,
    potential_json,
    potential_words,
)
from tropa.words import LANGUAGES, Language
from unit.measure.small import FIRM, answer

SOLD = "02.03 asked\n 03.03 quoted\n 06.03 paid amount=100"
LOST = "02.03 asked\n 03.03 refused"
ASKED = "09.03 asked"
QUOTED = "09.03 asked\n 10.03 quoted"


def pipeline(*trails: str, days: int | None = None) -> PipelineAnswer:
    return answer(Pipeline(None if days is None else days * DAY), FIRM, "11.03", *trails)


def test_the_chance_of_a_stage_is_the_share_of_buyers_among_those_who_reached_it() -> None:
    enquiry, offer, contract = pipeline(SOLD, LOST, ASKED, QUOTED).stages
    assert (enquiry.probability, enquiry.open) == (Rate(1, 4), 1)
    assert (offer.probability, offer.open) == (Rate(1, 2), 1)
    assert (contract.probability, contract.open) == (Rate(1, 1), 0)


def test_with_a_window_only_those_who_had_the_whole_of_it_count() -> None:
    enquiry, offer, _ = pipeline(SOLD, LOST, ASKED, QUOTED, days=3).stages
    assert enquiry.probability == Rate(0, 2)
    assert offer.probability == Rate(1, 1)
    assert enquiry.open == offer.open == 1


def test_open_journeys_are_worth_what_they_may_be_expected_to_bring() -> None:
    found = pipeline(SOLD, LOST, ASKED, QUOTED)
    assert found.wins == 0.75
    whole = potential(found, 10_000.0, 5_000.0, 10_000)
    assert (whole.pipeline, whole.potential) == (7_500, 22_500)
    assert whole.share.value == pytest.approx(10_000 / 22_500)


def test_what_is_not_known_is_not_supposed() -> None:
    assert potential(pipeline(QUOTED, days=90), 100.0, 0.0, 0).missing == "no_rate"
    assert potential(pipeline(SOLD, QUOTED), None, 0.0, 0).missing == "no_deal"
    half = potential(pipeline(SOLD, QUOTED), 100.0, None, 0)
    assert (half.potential, half.share.missing) == (None, "no_leak")


def test_of_nobody_the_potential_is_nought_and_has_no_share() -> None:
    found = potential(pipeline(), None, 0.0, 0)
    assert (found.potential, found.missing) == (0, "")
    assert (found.share.value, found.share.missing) == (None, "no_potential")


def test_where_no_stage_has_led_to_a_sale_nothing_is_expected() -> None:
    found = potential(pipeline(ASKED, LOST), None, 0.0, 0)
    assert (found.pipeline, found.missing) == (0, "")


def test_the_answer_is_plain_json() -> None:
    found = pipeline(SOLD, LOST, ASKED, QUOTED)
    said = potential_json(found, potential(found, 10_000.0, 5_000.0, 10_000), "RUB")
    said = json.loads(json.dumps(said, allow_nan=False))
    assert (said["pipeline"], said["leak"], said["received"]) == (75, 50, 100)
    assert said["potential"] == 225
    assert said["stages"][1]["probability"]["rate"] == 0.5
    assert said["within"] is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_and_every_reason_has_its_words(language: Language) -> None:
    for found in (pipeline(), pipeline(days=3)):
        assert all(title and how for title, how in potential_words(found, language).values())
    unknown = potential(pipeline(QUOTED, days=90), 100.0, 0.0, 0)
    assert missing_words(unknown, language)
    assert missing_words(potential(pipeline(), None, 0.0, 0), language) == ""
