"""What a lead score asks: its words, its points, its thresholds, its calibration."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final, Literal, cast

from tropa.clock import BEFORE, DAY, FOREVER, Duration, Instant
from tropa.condition.over_batch import fields_in
from tropa.condition.syntax import Condition
from tropa.errors import UsageFault
from tropa.map.kinds import Choice, Length, Number, Rule, Text
from tropa.map.shapes import Fields, Key, Many
from tropa.measure.questions.about import ABOUT, ABOUT_KEYS, About, about
from tropa.measure.questions.items import Item
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.vocabulary import When, question_fields
from tropa.moments import read_moment

SCALE: Final = 10**9
"""Engagement is counted in whole billionths of a point."""

POINTS_AT_MOST: Final = 24
FITS_AT_MOST: Final = 50
BANDS_AT_MOST: Final = 20
LARGEST: Final = 1_000
"""Points of one rule, either way."""
_SCORE: Final = 100_000
"""A threshold lies no farther from nothing."""

HALF_LIFE: Final = 30 * DAY
FIT_CAP: Final = 100
FIT_GRADES: Final = (75, 50, 25)
ENGAGEMENT_GRADES: Final = (50, 25, 10)
FIT_QUALIFIED: Final = 50
ENGAGEMENT_QUALIFIED: Final = 25
BANDS: Final = (20, 40, 60, 80, 100)
JUDGED: Final = ("total", "fit", "engagement")

_OF_WON: Final = ("at", "after", "within", "bands", "judge")
"""Words of the calibration, which is of wins."""

_POINTS: Final = Fields(
    {
        **ABOUT_KEYS,
        "points": Key(
            Number(-LARGEST, LARGEST, whole=True),
            "What each such event is worth; less than nothing where it speaks against.",
            needed=True,
        ),
        "per_day": Key(
            Number(1, LARGEST, whole=True),
            "Only so many of them count in a local day, the earliest. All",
        ),
        "name": Key(Text(120), "What it is called in the answer."),
    }
)
_FIT: Final = Fields(
    {
        "who": Key(Rule("fields"), "A condition on traits, as last stated.", needed=True),
        "points": Key(
            Number(-LARGEST, LARGEST, whole=True),
            "What it adds where it surely holds; an unknown trait adds nothing.",
            needed=True,
        ),
    }
)
_THRESHOLD: Final = Number(-_SCORE, _SCORE)
_GRADES: Final = Fields(
    {
        "fit": Key(Many(_THRESHOLD), "From how many points A, B, C; below is D. [75, 50, 25]"),
        "engagement": Key(
            Many(_THRESHOLD), "From how many points 1, 2 and 3; below is 4. [50, 25, 10]"
        ),
    }
)
_QUALIFIED: Final = Fields(
    {
        "fit": Key(Number(1, _SCORE), "From how many points of fit. 50"),
        "engagement": Key(Number(1, _SCORE), "And from how many points of engagement. 25"),
    }
)

FIELDS: Final = question_fields(
    {
        "points": Key(Many(_POINTS), "Events and what they are worth.", needed=True),
        "half_life": Key(
            Length("never"), "After so long an event's points are half of what they were. 30d"
        ),
        "fit": Key(Many(_FIT), "What an ideal customer looks like. Without it there is no fit"),
        "fit_cap": Key(Number(1, _SCORE, whole=True), "Fit is no more than this. 100"),
        "grades": Key(_GRADES, "Where letters and figures of grades begin."),
        "qualified": Key(_QUALIFIED, "Who is qualified (MQL): both must be reached."),
        "lead": Key(
            ABOUT,
            "Whose score: of those who did this; their first one lies in the asked time. "
            "Everybody",
        ),
        "won": Key(ABOUT, "What a score should foretell: the calibration is of this."),
        "at": Key(When(), "With won: everybody is judged by their score at this moment."),
        "after": Key(Length(), "With won and lead: judged so long after the first lead. At it"),
        "within": Key(
            Length("unlimited"), "With won: won not later than so long after that. unlimited"
        ),
        "bands": Key(
            Many(_THRESHOLD),
            "With won: where bands of the score begin, rising. [20, 40, 60, 80, 100]",
        ),
        "judge": Key(
            Choice(JUDGED),
            "With won: by which score — total is fit and engagement together. total",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Worth:
    """Events and what each is worth."""

    items: tuple[Item, ...]
    name: str
    points: int
    per_day: int | None


@dataclass(frozen=True, slots=True)
class Fit:
    """A condition on traits and what it adds."""

    who: Condition
    points: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whose score is judged when, and by what."""

    won: About
    at: Instant | None
    """One moment for everybody; None: the first lead's."""
    after: Duration
    within: Duration
    edges: tuple[int, ...]
    """Billionths, rising."""
    judge: Literal["total", "fit", "engagement"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A lead score as asked; thresholds in billionths."""

    scope: Scope
    points: tuple[Worth, ...]
    half_life: Duration
    """0: points do not fade."""
    fit: tuple[Fit, ...]
    fit_cap: int
    fit_grades: tuple[int, ...]
    """Rising: from where C, B, A."""
    engagement_grades: tuple[int, ...]
    """Rising: from where 3, 2, 1."""
    fit_qualified: int
    engagement_qualified: int
    lead: About | None
    calibration: Calibration | None

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything it looks for."""
        found = [item for one in self.points for item in one.items]
        for other in (self.lead, self.calibration.won if self.calibration else None):
            found += other.items if other is not None else ()
        return tuple(found)

    @property
    def traits(self) -> frozenset[str]:
        """What fit reads."""
        return frozenset[str]().union(*(fields_in(one.who) for one in self.fit))


def bind(record: dict[str, Any], scope: Scope) -> Asked:
    """What a record asks.

    Raises:
        UsageFault: no points or too many rules; thresholds that do not fall, or that nobody can
            reach; a qualification without fit; a period without leads to lie in it; words of
            the calibration without its wins, wins that make leads, a calibration without a
            moment.
    """
    points = [_worth(one, scope) for one in _records(record, "points")]
    fit = [Fit(one["who"], one["points"]) for one in _records(record, "fit")]
    _check_many("points", len(points), POINTS_AT_MOST)
    _check_many("fit", len(fit), FITS_AT_MOST)
    if not points:
        raise UsageFault("score_of_nothing")
    grades = cast("dict[str, Any]", record.get("grades") or {})
    qualified = cast("dict[str, Any]", record.get("qualified") or {})
    cap = record.get("fit_cap") or FIT_CAP
    _check_fit(record, qualified, has_fit=bool(fit), cap=cap)
    lead = about(record["lead"], scope.map) if record.get("lead") else None
    if lead is None and (scope.since != BEFORE or scope.until != FOREVER):
        raise UsageFault("score_period_without_lead")
    half_life = record.get("half_life")
    return Asked(
        scope,
        tuple(points),
        HALF_LIFE if half_life is None else half_life,
        tuple(fit),
        cap,
        _grades("fit", grades, FIT_GRADES),
        _grades("engagement", grades, ENGAGEMENT_GRADES),
        _billionths(qualified.get("fit") or min(FIT_QUALIFIED, cap)),
        _billionths(qualified.get("engagement") or ENGAGEMENT_QUALIFIED),
        lead,
        _calibration(record, scope, lead),
    )


def _records(record: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", record.get(name) or [])


def _worth(record: dict[str, Any], scope: Scope) -> Worth:
    items, name = about(record, scope.map)
    return Worth(items, record.get("name") or name, record["points"], record.get("per_day"))


def _check_many(key: str, many: int, limit: int) -> None:
    if many > limit:
        raise UsageFault("too_many_score_rules", key=key, n=many, limit=limit)


def _check_fit(
    record: dict[str, Any], qualified: dict[str, Any], *, has_fit: bool, cap: int
) -> None:
    """No fit, no words of fit: activity alone qualifies nobody."""
    grades = cast("dict[str, Any]", record.get("grades") or {})
    said = [name for name in ("fit_cap", "qualified") if record.get(name)]
    said += ["grades.fit"] if "fit" in grades else []
    if said and not has_fit:
        raise UsageFault("score_without_fit", key=said[0])
    wanted = qualified.get("fit") or 0
    if wanted > cap:
        raise UsageFault("score_above_cap", found=f"{wanted:g}", limit=cap)


def _grades(name: str, grades: dict[str, Any], otherwise: Sequence[float]) -> tuple[int, ...]:
    given = cast("list[float]", grades.get(name, otherwise))
    if len(given) != len(otherwise) or any(one <= other for one, other in pairwise(given)):
        raise UsageFault(
            "score_grades_not_falling", key=name, found=", ".join(f"{one:g}" for one in given)
        )
    return tuple(_billionths(one) for one in reversed(given))


def _billionths(number: float) -> int:
    """Exactly what is written: no more than nine digits are."""
    return int(Fraction(str(number)) * SCALE)


def _calibration(
    record: dict[str, Any], scope: Scope, lead: About | None
) -> Calibration | None:
    won = record.get("won")
    if not won:
        for name in _OF_WON:
            if record.get(name):
                raise UsageFault("only_beside", key=name, allowed="won")
        return None
    foretold = about(won, scope.map)
    if lead is not None and lead.items == foretold.items:
        raise UsageFault("score_lead_is_won", found=lead.name)
    edges = cast("list[float]", record.get("bands") or BANDS)
    if any(one >= other for one, other in pairwise(edges)):
        raise UsageFault("edges_not_rising", found=", ".join(f"{one:g}" for one in edges))
    if len(edges) > BANDS_AT_MOST:
        raise UsageFault("too_many_edges", n=len(edges), limit=BANDS_AT_MOST)
    return Calibration(
        foretold,
        _moment(record, scope, lead),
        record.get("after") or 0,
        record.get("within") or FOREVER,
        tuple(_billionths(one) for one in edges),
        record.get("judge") or "total",
    )


def _moment(record: dict[str, Any], scope: Scope, lead: About | None) -> Instant | None:
    """The moment all are judged at, where it is one for all."""
    text = record.get("at")
    if not text:
        if lead is None:
            raise UsageFault("score_without_moment")
        return None
    if record.get("after"):
        raise UsageFault("score_at_or_after")
    found = read_moment(text, scope.zone)
    if found is None or found.at >= scope.as_of:
        raise UsageFault("score_at_too_late", found=text)
    return found.at
