"""Whether surveys are answered, and whether people are asked too often.

    response rate    surveys answered within W ÷ surveys sent at least W ago
    too soon         surveys sent less than 90 days after the person's one before ÷ surveys sent

A survey is what a person was sent at one instant, of however many questions. A question is
answered by the first answer to it that comes before it is sent again, the instant of sending
included; a survey, by an answer to any of its questions. Without W nobody is left out. Surveys
belong to the period they were sent in. (Domain model 2.5.7.)
"""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import DAY, Duration, duration_text
from tropa.compiled import compiled
from tropa.measure.as_json import rate_json
from tropa.measure.fold import Asked, in_period
from tropa.measure.interval import Rate
from tropa.measure.rows import changes, in_order

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

KINDS: Final = ("nps", "csat", "ces", "solved")
NPS, CSAT, CES, SOLVED = range(4)
APART: Final[Duration] = 90 * DAY
"""One survey a person in so long."""


class Sends(NamedTuple):
    """Questions: to whom, when, which. Of answers, those answered; in any order."""

    person: Int64
    at: Int64
    kind: Int64
    """A place in `KINDS`."""

    def only(self, rows: Int64 | Bools) -> "Sends":
        """Some of them, or all in another order."""
        return Sends(self.person[rows], self.at[rows], self.kind[rows])


@dataclass(frozen=True, slots=True)
class ResponseAnswer:
    """Of surveys of the period."""

    within: Duration | None
    apart: Duration
    response: Rate
    by_kind: tuple[Rate, ...]
    """Questions answered ÷ questions sent, kind by kind."""
    in_window: int | None
    """Surveys too young to tell; None where no window was asked for."""
    too_soon: Rate
    """Surveys sent too soon after the one before ÷ surveys sent."""
    unasked: int
    """Answers to what the person had not been asked before."""


def response(
    answered: Sends,
    sends: Sends,
    asked: Asked,
    within: Duration | None = None,
    apart: Duration = APART,
) -> ResponseAnswer:
    """Who answers, and who is asked too often.

    Args:
        answered: who answered which question when; those after `as_of` are not read.
        sends: the same of questions sent.
        asked: moment and period.
        within: how long an answer may take; without it nobody is left out.
        apart: one survey a person in so long.
    """
    answered = answered.only(answered.at <= asked.as_of)
    sends = sends.only(sends.at <= asked.as_of)
    answered = answered.only(in_order(answered.person, answered.kind, answered.at))
    sends = sends.only(in_order(sends.person, sends.kind, sends.at))
    sends = sends.only(changes(sends.person, sends.at, sends.kind))
    took, known = np.full(len(sends.at), -1, np.int64), np.zeros(len(answered.at), np.bool_)
    _reply(sends, answered, took, known)
    done, ripe = took >= 0, np.ones(len(took), np.bool_)
    if within is not None:
        done &= took <= within
        ripe = sends.at <= asked.as_of - within
    now = in_period(sends.at, asked)
    by_kind = tuple(_share(done, now & ripe & (sends.kind == at)) for at in range(len(KINDS)))
    # Questions of one instant are one survey.
    rows = in_order(sends.person, sends.at)
    person, at = sends.person[rows], sends.at[rows]
    first = np.flatnonzero(changes(person, at))
    any_ = np.logical_or.reduceat(done[rows], first) if len(first) else done
    ripe, now, person, at = ripe[rows][first], now[rows][first], person[first], at[first]
    return ResponseAnswer(
        within=within,
        apart=apart,
        response=_share(any_, now & ripe),
        by_kind=by_kind,
        in_window=None if within is None else int((now & ~ripe).sum()),
        too_soon=_share(_soon(person, at, apart), now),
        unasked=int((~known & in_period(answered.at, asked)).sum()),
    )


def may_ask(persons: Int64, sends: Sends, at: int, apart: Duration = APART) -> Bools:
    """Which of these people may be sent a survey at an instant."""
    lately = (sends.at <= at) & (sends.at > at - apart)
    return ~np.isin(persons, sends.person[lately])


def _soon(person: Int64, at: Int64, apart: Duration) -> Bools:
    """Of surveys person by person, by time, those that followed the one before too soon."""
    soon = np.zeros(len(at), np.bool_)
    soon[1:] = (person[1:] == person[:-1]) & (at[1:] - at[:-1] < apart)
    return soon


def _share(which: Bools, among: Bools) -> Rate:
    return Rate(int((which & among).sum()), int(among.sum()))


@compiled
def _reply(sends: Sends, answered: Sends, took: Int64, known: Bools) -> None:
    """How long each question's first answer took, and which answers had a question.

    Both are sorted by person, question, instant.
    """
    sent = -1
    for row in range(len(answered.at)):
        person, kind, at = answered.person[row], answered.kind[row], answered.at[row]
        while sent + 1 < len(took) and (
            (sends.person[sent + 1], sends.kind[sent + 1], sends.at[sent + 1])
            <= (person, kind, at)
        ):
            sent += 1
        if sent >= 0 and sends.person[sent] == person and sends.kind[sent] == kind:
            known[row] = True
            if took[sent] < 0:
                took[sent] = at - sends.at[sent]


def response_json(found: ResponseAnswer) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    return {
        **rate_json(found.response),
        "within": duration_text(found.within) if found.within else None,
        "in_window": found.in_window,
        "by_kind": {
            kind: rate_json(rate) for kind, rate in zip(KINDS, found.by_kind, strict=True)
        },
        "too_soon": {**rate_json(found.too_soon), "apart": duration_text(found.apart)},
        "unasked": found.unasked,
    }
