from tropa.measure.touches import Touches
from unit.measure.small import FIRM, answer


def bought_after(touches: int) -> str:
    asked = "\n".join(f"02.03 {at // 60:02}:{at % 60:02} asked" for at in range(touches))
    return f"{asked}\n 03.03 paid amount=10"


def test_without_a_purchase_there_is_nothing_to_tell() -> None:
    found = answer(Touches(), FIRM, "20.03", "02.03 asked")
    assert (found.n, found.median, found.q1, found.by_buyer_median) == (0, None, None, None)
    assert found.histogram == ()


def test_a_touch_at_the_instant_of_the_payment_came_not_before_it() -> None:
    found = answer(
        Touches(), FIRM, "20.03", "02.03 asked\n 03.03 quoted\n 03.03 paid amount=10"
    )
    assert found.histogram == (0, 1)


def test_advertisements_shown_are_kept_apart() -> None:
    trail = "01.03 seen\n 02.03 asked\n 03.03 sent\n 04.03 paid amount=10"
    found = answer(Touches(), FIRM, "20.03", trail)
    assert (found.median, found.by_buyer_median) == (2, 1)


def test_five_and_forty_belong_to_the_band_between() -> None:
    trails = [bought_after(number) for number in (4, 5, 40, 41)]
    found = answer(Touches(), FIRM, "20.03", *trails)
    assert (found.under, found.within, found.over) == (1, 2, 1)


def test_beyond_a_thousand_touches_are_counted_as_a_thousand() -> None:
    found = answer(Touches(), FIRM, "20.03", bought_after(1_100))
    assert len(found.histogram) == 1_024
    assert found.over == found.n == 1
