from tropa.measure.moves import Moves, PairCount
from unit.measure.small import FIRM, answer
from unit.place.told import map_of

BACKWARD = map_of(
    FIRM.text.partition("Moscow\n")[2].replace(
        "stage: enquiry}", "stage: enquiry, moves_back: true}", 1
    )
)
LOST_AND_BACK = "03.03 refused\n 05.03 quoted"


def test_nobody_moves_against_the_way_of_an_empty_map() -> None:
    found = answer(Moves(), FIRM, "20.03")
    assert found.back == found.returned == ()


def test_who_stepped_back_twice_is_one() -> None:
    assert "moves_back" in BACKWARD.text
    trail = "02.03 quoted\n 03.03 asked\n 04.03 quoted\n 05.03 asked"
    assert answer(Moves(), BACKWARD, "06.03", trail).back == (PairCount("offer", "enquiry", 1),)


def test_a_return_leads_to_the_stage_of_the_latest_one() -> None:
    again = "02.03 asked\n 03.03 refused\n 05.03 asked\n 06.03 refused\n 07.03 quoted"
    found = answer(Moves(), FIRM, "08.03", again)
    assert found.returned == (PairCount("enquiry", "offer", 1),)


def test_a_return_to_the_same_stage_is_one_too() -> None:
    found = answer(Moves(), FIRM, "06.03", "02.03 asked\n 03.03 refused\n 05.03 asked")
    assert found.returned == (PairCount("enquiry", "enquiry", 1),)
