"""A lead score is what its definition says, however people are split, and foresees nothing."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import isclose, isnan
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from reference import score as slow
from reference.questions_over_time import Means, Row, Trail
from strategies import times
from tropa.clock import DAY, FOREVER, Instant, iso, zone_of
from tropa.map.read import read_map
from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.query import Query
from tropa.measure.questions.read import read_question
from tropa.measure.questions.run import ask
from tropa.measure.questions.scope import bind
from tropa.trail import Scalar
from unit.measure.questions.walking import at, in_parts

ZONE: Final = "Europe/Berlin"
START: Final = at("27.03", ZONE)
"""Two days before clocks change."""
END: Final = START + 7 * DAY
EDGES: Final = (0, 0, 0, 0, 0, -1, 1, 7_200_000_000, 43_200_000_000)
ACTS: Final = (
    "ask",
    "ask",
    "ask",
    "look",
    "look",
    "bounce",
    "pay",
    "pay",
    "identify",
    "identify",
)
FIT_GRADES: Final = (75, 50, 25)
GRADES: Final = (20, 10, 5)
BANDS: Final = (0, 10, 20, 60)

RULES: Final[tuple[tuple[str, str, int, float], ...]] = (
    ("{event: ask, points: 20}", "ask", 20, float("inf")),
    ("{event: look, points: 5, per_day: 2}", "look", 5, 2),
    ("{event: look, points: 1}", "look", 1, float("inf")),
    ("{event: bounce, points: -10, per_day: 1}", "bounce", -10, 1),
    ("{event: '*', points: 2, per_day: 1}", "*", 2, 1),
)
MANY: Final = (0, 1, 1, 2, 3, 4)
"""Ten rules are found in two walks."""


def is_omsk(traits: slow.Traits) -> bool | None:
    return traits["city"] == "Omsk" if "city" in traits else None


def is_not_omsk(traits: slow.Traits) -> bool | None:
    return traits["city"] != "Omsk" if "city" in traits else None


def is_large(traits: slow.Traits) -> bool | None:
    return int(traits["size"]) > 5 if "size" in traits else None


def is_either(traits: slow.Traits) -> bool | None:
    both = (is_omsk(traits), is_large(traits))
    return True if True in both else None if None in both else False


def is_neither(traits: slow.Traits) -> bool | None:
    either = is_either(traits)
    return None if either is None else not either


FITS: Final[tuple[tuple[str, slow.Holds, int], ...]] = (
    ('{who: city == "Omsk", points: 50}', is_omsk, 50),
    ('{who: not city == "Omsk", points: 30}', is_not_omsk, 30),
    ('{who: city == "Omsk" or size > 5, points: 26}', is_either, 26),
    ('{who: not (city == "Omsk" or size > 5), points: -40}', is_neither, -40),
    ("{who: not city exists, points: 25}", lambda traits: "city" not in traits, 25),
)


@st.composite
def instants(draw: st.DrawFn) -> Instant:
    day: int = draw(st.integers(0, 4))
    return START + day * DAY + draw(st.sampled_from(EDGES))


@st.composite
def rows(draw: st.DrawFn) -> Row:
    name: str = draw(st.sampled_from(ACTS))
    fields: dict[str, Scalar] = {}
    if name == "identify":
        city = draw(st.sampled_from((None, "Omsk", "Perm")))
        size = draw(st.sampled_from((None, 3, 9)))
        fields = {
            key: value for key, value in (("city", city), ("size", size)) if value is not None
        }
    return draw(instants()), name, fields


def means(name: str) -> Means:
    return lambda row: name in ("*", row[1])


Asked = tuple[Query[Any], slow.Told]


@st.composite
def questions(draw: st.DrawFn, trails: Sequence[Trail]) -> Asked:
    known = [row[0] for trail in trails for row in trail] or [START]

    def near() -> Instant:
        """An instant of some row, or a day or two after it, or beside one of these."""
        shift: int = draw(st.sampled_from((0, 0, DAY, 2 * DAY, 2 * DAY, 3 * DAY, -1, 1)))
        found: Instant = draw(st.sampled_from(known))
        return found + shift

    rules = draw(st.lists(st.sampled_from(RULES), min_size=1, max_size=10))
    fits = draw(st.lists(st.sampled_from(FITS), max_size=4))
    half_life = draw(st.sampled_from((("1d", DAY), ("30d", 30 * DAY), ("never", None))))
    within = draw(st.sampled_from((("2d", 2 * DAY), ("1d", DAY), ("unlimited", float("inf")))))
    as_of = near() if draw(st.booleans()) else END
    cap = draw(st.sampled_from((100, 60)))
    text = "question: score\npoints:\n" + "".join(f"  - {one[0]}\n" for one in rules)
    text += (
        f"half_life: {half_life[0]}\nwon: pay\nwithin: {within[0]}\nbands: [0, 10, 20, 60]\n"
    )
    text += "grades: {engagement: [20, 10, 5]}\n"
    if fits:
        text += "fit:\n" + "".join(f"  - {one[0]}\n" for one in fits) + f"fit_cap: {cap}\n"
        text += "qualified: {fit: 50, engagement: 10}\n"
    moment = near()
    fixed = moment < as_of and draw(st.booleans())
    lead = not fixed or draw(st.booleans())
    since = until = None
    after = 0
    if fixed:
        text += f"at: {iso(moment)}\n"
    elif draw(st.booleans()):
        text, after = f"{text}after: 1d\n", DAY
    if lead:
        text += "lead: ask\n"
        since = near() if draw(st.booleans()) else None
        text += f"from: {iso(since)}\n" if since is not None and since < as_of else ""
        since = since if since is not None and since < as_of else None
        until = near() if draw(st.booleans()) else None
        until = until if until is not None and until > (since or 0) else None
        text += f"to: {iso(until)}\n" if until is not None else ""
    told = slow.Told(
        [slow.Rule(means(one[1]), one[2], one[3]) for one in rules],
        half_life[1],
        [(one[1], one[2]) for one in fits],
        cap,
        zone_of(ZONE),
        as_of,
        means("ask") if lead else None,
        float("-inf") if since is None else since,
        float("inf") if until is None else until,
        means("pay"),
        moment if fixed else None,
        after,
        within[1],
    )
    return query_of(text, as_of), told


def query_of(text: str, as_of: Instant) -> Query[Any]:
    written = read_question(text, KINDS)
    map_ = read_map(f"map: told\ntitle: Told\ntimezone: {ZONE}\n")
    return written.kind.bind(written.record, bind(written.record, map_, as_of))


@st.composite
def crowds(draw: st.DrawFn) -> tuple[list[Trail], list[int]]:
    trails = draw(st.lists(st.lists(rows(), min_size=2, max_size=14), min_size=1, max_size=7))
    trails = [sorted(one, key=lambda row: row[0]) for one in trails]
    parts = draw(st.lists(st.integers(0, 3), min_size=len(trails), max_size=len(trails)))
    return list(trails), parts


@times(4)
@given(st.data(), crowds())
def test_a_score_is_what_its_definition_says(
    data: st.DataObject, crowd: tuple[list[Trail], list[int]]
) -> None:
    trails, parts = crowd
    query, told = data.draw(questions(trails))
    found = ask(query, in_parts(trails, parts))
    assert found == ask(query, in_parts(trails, [0] * len(trails)))
    people = slow.people(trails, told)
    assert found["people"] == len(people)
    like_figures(found, people, told)
    like_grades(query, trails, found, people, told)
    like_calibration(query, trails, found, people, told)


def like_figures(
    found: Mapping[str, Any], people: Sequence[slow.Person], told: slow.Told
) -> None:
    exact = [one.engagement for one in people]
    mean = float(sum(exact, Fraction(0)) / len(exact)) if exact else None
    assert found["mean"] == mean or isclose(found["mean"], mean or float("nan"), abs_tol=1e-9)
    assert found["max"] == (float(max(exact)) if exact else None)
    assert sum(one["count"] for one in found["engagement"]) == len(people)
    assert ("qualified" in found) == bool(told.fit)
    if told.fit:
        assert found["qualified"]["numerator"] == sum(
            one.fit >= 50 and one.engagement >= 10 for one in people
        )
        fits = [one.fit for one in people]
        assert found["mean_fit"] == (sum(fits) / len(fits) if fits else None)


def like_grades(
    query: Query[Any],
    trails: Sequence[Trail],
    found: Mapping[str, Any],
    people: Sequence[slow.Person],
    told: slow.Told,
) -> None:
    def named(one: slow.Person) -> str:
        letter = "ABCD"[slow.grade(Fraction(one.fit), FIT_GRADES)] if told.fit else ""
        return f"{letter}{slow.grade(one.engagement, GRADES) + 1}"

    for row in found["grades"]:
        behind = [one.number for one in people if named(one) == row["grade"]]
        assert row["people"] == len(behind)
        assert numbers(query, trails, f"grade/{row['grade']}") == behind
    assert sum(row["people"] for row in found["grades"]) == len(people)


def like_calibration(
    query: Query[Any],
    trails: Sequence[Trail],
    found: Mapping[str, Any],
    people: Sequence[slow.Person],
    told: slow.Told,
) -> None:
    for place, row in enumerate(found["calibration"]):
        of = [
            one
            for one in people
            if slow.band(one.fit_then + one.engagement_then, BANDS) == place
        ]
        fates = {fate: [one.number for one in of if one.fate == fate] for fate in slow.JUDGED}
        assert row["won"]["numerator"] == len(fates["won"])
        assert row["won"]["denominator"] == len(fates["won"]) + len(fates["missed"])
        assert row["in_window"] == len(fates["waiting"])
        low, high = ("" if row[end] is None else row[end] for end in ("from", "to"))
        assert numbers(query, trails, f"won/{low}..{high}") == fates["won"]
        assert numbers(query, trails, f"waiting/{low}..{high}") == fates["waiting"]
        judged = numbers(query, trails, f"judged/{low}..{high}")
        assert judged == sorted(fates["won"] + fates["missed"])
    for fate in ("won_before", "not_yet"):
        behind = [one.number for one in people if one.fate == fate]
        assert found[fate] == len(behind)
        assert numbers(query, trails, fate) == behind
    if told.fit:
        then = [
            one
            for one in people
            if one.fit_then >= 50
            and one.engagement_then >= 10
            and one.fate in ("won", "missed")
        ]
        assert found["won_of_qualified"]["denominator"] == len(then)
    like_monotone(found)


def like_monotone(found: Mapping[str, Any]) -> None:
    shares = [
        Fraction(row["won"]["numerator"], row["won"]["denominator"])
        for row in found["calibration"]
        if row["won"]["denominator"]
    ]
    rising = all(one <= other for one, other in pairwise(shares))
    assert found["monotone"] == (rising if len(shares) > 1 else None)


def numbers(query: Query[Any], trails: Sequence[Trail], cell: str) -> list[int]:
    """Who stands behind a cell; persons are numbered from 1."""
    [lazy] = in_parts(trails, [0] * len(trails))
    track = lazy()
    return [int(one) - 1 for one in track.person[query.people(track, cell)]]


JUDGES: Final = """question: score
points: [{event: look, points: 5, per_day: 1}, {event: ask, points: 20}]
fit: [{who: city == "Omsk", points: 60}]
lead: ask
after: 1d
won: pay
"""


@given(crowds(), st.lists(rows(), max_size=8))
def test_what_comes_later_changes_no_score_that_is_judged(
    crowd: tuple[list[Trail], list[int]], later: list[Row]
) -> None:
    trails, _ = crowd
    for trail in trails:
        asks = [row[0] for row in trail if row[1] == "ask"]
        if not asks:
            continue
        then = asks[0] + DAY
        more = [row for row in later if row[0] > then and row[1] != "pay"]
        known = [row for row in trail if row[0] <= then or row[1] == "pay"]
        grown = sorted([*known, *more], key=lambda row: row[0])
        answers = [ask(query_of(JUDGES, END), in_parts([one], [0])) for one in (known, grown)]
        assert answers[0]["calibration"] == answers[1]["calibration"]
        assert answers[0]["won_before"] == answers[1]["won_before"]


@given(crowds(), st.integers(1, 40))
def test_a_score_halves_with_every_half_life(
    crowd: tuple[list[Trail], list[int]], halvings: int
) -> None:
    trails, parts = crowd
    text = "question: score\npoints: {event: '*', points: 1000}\nhalf_life: 1d\n"
    now, then = (
        ask(query_of(text, moment), in_parts(trails, parts))["mean"]
        for moment in (END, END + halvings * DAY)
    )
    if now is None:
        assert then is None
        return
    assert not isnan(now)
    # Each factor is rounded to a billionth, and there are fourteen events at most.
    assert isclose(then, now / 2**halvings, abs_tol=14 * 1000 * 1e-9)
    assert END + halvings * DAY < FOREVER
