"""Two periods side by side: neither side is favoured, and both are as old as each other."""

from datetime import tzinfo

from hypothesis import given
from hypothesis import strategies as st

from strategies import START
from tropa.clock import DAY, FOREVER, HOUR, zone_of
from tropa.measure.compared import Figure, Kind, Lengths, compared
from tropa.measure.interval import Rate
from tropa.measure.other_period import Span, Way, other_period

ways: st.SearchStrategy[Way] = st.sampled_from(("previous", "year"))
zones = st.sampled_from(("Europe/Moscow", "UTC", "Asia/Tokyo")).map(zone_of)
kinds: st.SearchStrategy[Kind] = st.sampled_from(("money", "price", "days", "stock", "number"))
plain = st.builds(Figure, kinds, st.one_of(st.none(), st.integers(0, 500)))
counts = st.integers(0, 400).map(lambda value: Figure("count", value))


@st.composite
def shares(draw: st.DrawFn) -> Figure:
    of = draw(st.integers(0, 400))
    rate = Rate(draw(st.integers(0, of)), of)
    waiting = draw(st.sampled_from((0, 0, 0, 500)))
    return Figure("share", rate.rate, rate if of else None, waiting)


@st.composite
def sides(draw: st.DrawFn) -> tuple[dict[str, Figure], dict[str, Figure]]:
    """The same figures of two periods."""
    now: dict[str, Figure] = {}
    was: dict[str, Figure] = {}
    for at in range(draw(st.integers(1, 6))):
        drawn = draw(st.sampled_from((shares(), counts, plain)))
        first = draw(drawn)
        second = draw(drawn.filter(lambda one, kind=first.kind: one.kind == kind))
        now[f"x{at}"], was[f"x{at}"] = first, second
    return now, was


lengths = st.builds(
    Lengths, st.integers(28, 31).map(DAY.__mul__), st.integers(28, 31).map(DAY.__mul__),
    st.booleans(),
)  # fmt: skip


@given(sides(), lengths)
def test_whichever_side_comes_first_the_difference_is_the_same(
    both: tuple[dict[str, Figure], dict[str, Figure]], own: Lengths
) -> None:
    now, was = both
    there = compared(now, was, own)
    back = compared(was, now, Lengths(own.was, own.now, own.alike))
    assert there.keys() == back.keys() == now.keys()
    for name, one in there.items():
        other = back[name]
        assert (one.missing, one.verdict) == (other.missing, other.verdict)
        assert (one.now, one.was) == (other.was, other.now)
        assert (one.difference is None) == (one.missing is not None)
        if one.difference is not None and other.difference is not None:
            assert one.difference == -other.difference


@given(sides(), lengths)
def test_what_is_called_real_is_off_zero_and_of_enough_people(
    both: tuple[dict[str, Figure], dict[str, Figure]], own: Lengths
) -> None:
    now, was = both
    for name, one in compared(now, was, own).items():
        if one.verdict != "real":
            continue
        assert one.low is not None
        assert one.low > 0 or (one.high is not None and one.high < 0)
        first, second = now[name].rate, was[name].rate
        if first is not None and second is not None:
            assert min(first.denominator, second.denominator) >= 30


@given(ways, zones, st.integers(400, 900), st.integers(1, 90), st.integers(0, 2_000))
def test_the_other_period_is_as_long_before_and_as_old(
    way: Way, zone: tzinfo, begins: int, days: int, hours: int
) -> None:
    since = START + begins * DAY
    own = Span(since, since + days * DAY, since + (1 + hours) * HOUR)
    other = other_period(own, zone, way)
    assert not other.younger
    assert other.span.until <= own.since
    assert not other.span.meets(own)
    # The moment is as far from the beginning on both sides.
    assert other.span.as_of - other.span.since == own.as_of - own.since
    open_ = other_period(Span(since, FOREVER, own.as_of), zone, way)
    assert open_.span.passed <= own.as_of - own.since
    assert not open_.span.meets(own)
