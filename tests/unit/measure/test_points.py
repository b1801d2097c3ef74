from tropa.measure.interval import Rate
from tropa.measure.points import Point
from unit.measure.small import tells
from unit.place.told import map_of


def request_of(sale: str, as_of: str, *trails: str) -> Point:
    map_ = map_of(f"""
sale: did payment
stages: [{{stage: enquiry, lost_after: never}}, {{stage: contract, enter: did payment}}]
touchpoints:
  - {{touchpoint: request, event: asked, stage: enquiry{sale}}}
  - {{touchpoint: payment, event: paid, stage: contract}}
""")
    return tells(map_, as_of, *trails).points.points[0]


WITHIN = ", sale: {{when: did payment where amount > 10, within: {}}}"
SOLD = "02.03 asked\n 04.03 paid amount=20"


def test_nobody_touched_it() -> None:
    point = request_of(WITHIN.format("2d"), "20.03")
    assert (point.touches, point.reach, point.in_window) == (0, 0, 0)
    assert point.sale is not None
    assert point.sale.rate is point.forward is None


def test_a_touchpoint_without_a_sale_tells_none() -> None:
    point = request_of("", "20.03", SOLD)
    assert (point.touches, point.sale, point.in_window, point.forward) == (1, None, None, None)


def test_a_sale_counts_where_its_condition_holds_and_its_window_does() -> None:
    cheap, late = (
        "02.03 asked\n 04.03 paid amount=10",
        "02.03 asked\n 04.03 00:01 paid amount=20",
    )
    point = request_of(WITHIN.format("2d"), "20.03", SOLD, cheap, late)
    assert point.sale == Rate(1, 3)


def test_young_touches_are_under_way() -> None:
    point = request_of(WITHIN.format("2d"), "20.03", SOLD, "19.03 asked\n 19.03 paid amount=20")
    assert (point.sale, point.in_window, point.touches) == (Rate(1, 1), 1, 2)


def test_a_sale_is_credited_once_to_the_latest_touch() -> None:
    point = request_of(
        WITHIN.format("9d"), "20.03", "02.03 asked\n 03.03 asked\n 04.03 paid amount=20"
    )
    assert (point.touches, point.reach, point.sale) == (2, 1, Rate(1, 2))


def test_moves_onward_are_told_for_a_hundred_touches() -> None:
    point = request_of(WITHIN.format("9d"), "20.03", SOLD, "02.03 asked")
    assert point.forward == 50
