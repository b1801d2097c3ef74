"""Every kind of question by its name."""

from typing import Final

from tropa.measure.questions.attribution.query import KIND as ATTRIBUTION
from tropa.measure.questions.compare.query import compare_of
from tropa.measure.questions.distribution.query import KIND as DISTRIBUTION
from tropa.measure.questions.funnel.query import KIND as FUNNEL
from tropa.measure.questions.lifecycle import KIND as LIFECYCLE
from tropa.measure.questions.paths.query import KIND as PATHS
from tropa.measure.questions.query import Kind
from tropa.measure.questions.retention.query import KIND as RETENTION
from tropa.measure.questions.score.query import KIND as SCORE
from tropa.measure.questions.segments.query import KIND as SEGMENTS
from tropa.measure.questions.stickiness import KIND as STICKINESS
from tropa.measure.questions.table.query import KIND as TABLE
from tropa.measure.questions.transitions.query import KIND as TRANSITIONS
from tropa.measure.questions.trend.query import KIND as TREND

_PLAIN: Final[dict[str, Kind]] = {
    one.name: one
    for one in (
        FUNNEL,
        PATHS,
        TRANSITIONS,
        RETENTION,
        STICKINESS,
        LIFECYCLE,
        TREND,
        DISTRIBUTION,
        TABLE,
        ATTRIBUTION,
        SEGMENTS,
        SCORE,
    )
}

KINDS: Final[dict[str, Kind]] = _PLAIN | {"compare": compare_of(_PLAIN)}
