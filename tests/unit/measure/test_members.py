import pytest

from tropa.clock import DAY
from tropa.measure.members import is_figure, members
from tropa.place.standing import stand
from unit.measure.small import FIRM, asked_of, walked


def behind(name: str, *trails: str, within: int | None = None) -> list[bool]:
    asked = asked_of(FIRM, "20.03")
    [placed] = walked(FIRM, trails)
    return members(stand(placed, asked.as_of, FIRM), asked, name, within).tolist()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "map",
        "map/leads",
        "map/won/more",
        "stage/offer",
        "stage/nowhere/lost",
        "stage/offer/norm",
        "kpi/nowhere",
        "conversion/offer",
        "conversion/offer/nowhere",
        "back/nowhere/offer",
        "touchpoint/nowhere",
        "touchpoint/request/lost",
        "play/any",
    ],
)
def test_what_no_number_of_the_map_is_called_is_no_figure(name: str) -> None:
    assert not is_figure(asked_of(FIRM, "20.03"), name)


def test_those_who_came_too_lately_are_not_behind_a_windowed_conversion() -> None:
    trails = [
        "02.03 asked\n 03.03 quoted",
        "02.03 asked\n 09.03 quoted",
        "19.03 asked\n 19.03 quoted",
    ]
    assert behind("conversion/enquiry/offer", *trails) == [True, True, True]
    found = behind("conversion/enquiry/offer", *trails, within=2 * DAY)
    assert found == [True, False, False]


def test_spam_stands_behind_nothing() -> None:
    trail = "02.03 asked\n 03.03 spam"
    for name in ("map/journeys", "stage/enquiry/entered", "touchpoint/request"):
        assert behind(name, trail) == [False]
