"""Sections of what customers say: answers to surveys, and whom they brought.

Answers are properties of `survey_answered`: `nps`, `csat`, `ces`, `solved`, any of them in one
event. What a `survey_sent` asked is told by the survey it names in `survey`, as the map writes
it; else by all surveys of the map; where it writes none, it may be any question. A
`referral_made` is of the one who recommends; `friend` or `lead` is a name of the person
recommended: a phone, an e-mail, any id. One nobody knows yet is a lead all the same; one who
was erased before is recommended without a name.
"""

from collections.abc import Mapping, Sequence
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

from tropa.collect.named import NAMING
from tropa.errors import UsageFault
from tropa.keep.erasure import ERASED
from tropa.measure.fold import Asked, in_period
from tropa.measure.questions.by import text_of
from tropa.measure.referral import Buyers, Referred, referral, referral_json, referral_words
from tropa.measure.run import run
from tropa.measure.survey_response import APART, KINDS, SOLVED, Sends
from tropa.measure.surveys import PARTLY, Answers, surveys, surveys_json, surveys_words
from tropa.money import decimal_of
from tropa.trail import Scalar
from tropa.words import Language
from tropa.workspace.finding import find_person
from tropa.workspace.sections.events import Read, Rows, told_events
from tropa.workspace.sections.ground import Ground, Told, Words, told
from tropa.workspace.threads import on_threads

Int64 = NDArray[np.int64]
Floats = NDArray[np.float64]

ANSWERED: Final = "survey_answered"
SENT: Final = "survey_sent"
REFERRED: Final = "referral_made"
SURVEY: Final = "survey"
"""The property that names a survey of the map."""
_NAMELESS: Final = 1 << 50
_OFF: Final = -1.0
"""A value of no scale, told as odd."""
_SAID: Final = {
    **dict.fromkeys(("yes", "true", "да"), 1.0),
    **dict.fromkeys(("no", "false", "нет"), 0.0),
    **dict.fromkeys(("partly", "partially", "отчасти", "частично"), PARTLY),
}


def surveys_section(ground: Ground) -> Told:
    """What surveys tell, and whether they are answered."""
    found = surveys(answers_of(ground), _sends(ground), ground.asked)
    return told(surveys_json(found), lambda language: surveys_words(APART, language))


def answers_of(ground: Ground) -> Answers:
    """A row an answer."""
    readers = {kind: _readers(kind) for kind in KINDS}
    rows = told_events(ground.everybody, ANSWERED, readers)
    parts = [_answers(rows, kind, values) for kind, values in enumerate(rows.columns.values())]
    return Answers(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _answers(rows: Rows, kind: int, values: Floats) -> Answers:
    said = ~np.isnan(values)
    person, at = rows.person[said], rows.at[said]
    return Answers(person, at, np.full(len(at), kind, np.int64), values[said])


def _readers(kind: str) -> Read:
    return _solved if kind == KINDS[SOLVED] else number_of


def number_of(value: Scalar) -> float:
    """An answer on a scale of numbers."""
    exact = decimal_of(value)
    return _OFF if exact is None else float(exact)


def _solved(value: Scalar) -> float:
    text = (text_of(value) or "").strip().casefold()
    return _SAID[text] if text in _SAID else number_of(value)


def _sends(ground: Ground) -> Sends:
    """A row a question sent."""
    asked_by = ground.asked.map.records("surveys")
    names = list(asked_by)
    rows = told_events(ground.everybody, SENT, {SURVEY: named_in(names)})
    every = {kind for name in names for kind in kinds_of(asked_by[name])}
    survey = which(rows)
    found: list[Sends] = []
    for at, name in ((-1, ""), *enumerate(names)):
        mine = survey == at
        kinds = (kinds_of(asked_by[name]) if name else every) or set(range(len(KINDS)))
        found += [
            Sends(rows.person[mine], rows.at[mine], np.full(mine.sum(), kind, np.int64))
            for kind in sorted(kinds)
        ]
    return Sends(*(np.concatenate(column) for column in zip(*found, strict=True)))


def named_in(names: Sequence[str]) -> Read:
    """A survey's name as its place among the map's."""

    def number(value: Scalar) -> float:
        text = text_of(value) or ""
        return names.index(text) if text in names else _OFF

    return number


def which(rows: Rows) -> Int64:
    """The survey each event names, by its place; −1 for none."""
    return np.nan_to_num(rows.columns[SURVEY], nan=_OFF).astype(np.int64)


def kinds_of(survey: Mapping[str, object]) -> set[int]:
    """Which questions with a scale a survey asks."""
    questions = cast("list[Mapping[str, object]]", survey.get("questions") or [])
    return {KINDS.index(kind) for one in questions if (kind := str(one.get("kind"))) in KINDS}


def referral_section(ground: Ground) -> Told:
    """What recommendations bring."""
    known: dict[str, int] = {}

    def lead(value: Scalar) -> float:
        text = text_of(value) or ""
        if text == ERASED:
            return np.nan
        return known.setdefault(text, _lead(ground, text, len(known)))

    rows = told_events(ground.everybody, REFERRED, dict.fromkeys(NAMING, lead))
    friend, other = (rows.columns[name] for name in NAMING)
    # Somebody recommended without a name is somebody new each time.
    nameless = -_NAMELESS - np.arange(len(friend), dtype=np.float64)
    named = np.where(np.isnan(friend), np.where(np.isnan(other), nameless, other), friend)
    customers: Int64 = ground.fold(Buyers())
    referred = Referred(rows.person, named.astype(np.int64), rows.at)
    # Whoever was recommended may be of any segment.
    bought = customers if ground.people is None else _everybody_bought(ground)
    found = referral(customers, referred, bought, ground.asked)
    answer = {"recommendations": _in_time(rows, ground.asked), **referral_json(found)}
    return told(answer, _referral_words)


def _everybody_bought(ground: Ground) -> Int64:
    return run((Buyers(),), ground.board.slices(), ground.asked, on_threads)[0]


def _lead(ground: Ground, text: str, number: int) -> int:
    """The person a name means, or somebody not known yet: a number nobody bears."""
    try:
        return find_person(ground.workspace, text)
    except UsageFault:
        return -1 - number


def _in_time(rows: Rows, asked: Asked) -> int:
    return int(in_period(rows.at, asked).sum())


def _referral_words(language: Language) -> Words:
    known = referral_words(language)
    return {name: known[name] for name in ("referral", "referred_won")}
