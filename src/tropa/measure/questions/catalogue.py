"""Every kind of question by its name."""

from typing import Final

from tropa.measure.questions.funnel.query import KIND as FUNNEL
from tropa.measure.questions.query import Kind

KINDS: Final[dict[str, Kind]] = {one.name: one for one in (FUNNEL,)}
