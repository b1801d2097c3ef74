"""The section of acceptance: leads marketing hands over, and what sales make of them.

A `lead_qualified` hands a lead over; `owner`, where it says, is whom to. `lead_accepted` and
`lead_rejected` decide, the latter with a `reason`; whose the decision was is `owner`, else
`actor`, which is what files of a CRM call a manager.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.measure.acceptance import (
    ACCEPTED,
    HANDED,
    REJECTED,
    UNSAID,
    LeadRows,
    acceptance,
    acceptance_json,
    acceptance_words,
    level_words,
)
from tropa.measure.questions.by import text_of
from tropa.trail import Scalar
from tropa.words import say
from tropa.workspace.sections.events import told_events
from tropa.workspace.sections.ground import Ground, Told, said, told

Int64 = NDArray[np.int64]
Floats = NDArray[np.float64]

EVENTS: Final = {
    "lead_qualified": HANDED,
    "lead_rejected": REJECTED,
    "lead_accepted": ACCEPTED,
}


class _Texts:
    """Texts by numbers, which in the end go by the alphabet."""

    def __init__(self) -> None:
        self._met: dict[str, int] = {}

    def number(self, value: Scalar) -> float:
        text = (text_of(value) or "").strip()
        return float(self._met.setdefault(text, len(self._met))) if text else float(UNSAID)

    def known(self) -> list[str]:
        return sorted(self._met)

    def sorted(self, numbers: Int64) -> Int64:
        """The same texts by their places in the alphabet."""
        place = {text: at for at, text in enumerate(self.known())}
        table = np.asarray([*(place[text] for text in self._met), UNSAID], np.int64)
        return table[numbers]


def acceptance_section(ground: Ground) -> Told:
    """How many of the leads handed over are taken, and how soon."""
    reasons, owners = _Texts(), _Texts()
    parts = [_rows(ground, name, kind, reasons, owners) for name, kind in EVENTS.items()]
    rows = LeadRows(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    rows = rows._replace(reason=reasons.sorted(rows.reason), owner=owners.sorted(rows.owner))
    found = acceptance(rows, ground.asked)
    answer = acceptance_json(found, ground.asked, reasons.known(), owners.known())
    for one in answer["reasons"]:
        unsaid = said(lambda language: say("acceptance.unsaid", language))
        one["title"] = unsaid if one["id"] is None else one["id"]
    for one in answer["owners"]:
        nobody = said(lambda language: say("acceptance.nobody", language))
        one["title"] = nobody if one["id"] is None else ground.owner_title(one["id"])
    level = said(lambda language: level_words(found.level, language))
    answer["remarks"] = [{"code": found.level, "words": level}, *_strays(found.unasked)]
    return told(answer, acceptance_words)


def _strays(unasked: int) -> list[dict[str, Any]]:
    if not unasked:
        return []
    words = said(lambda language: say("acceptance.unasked", language, n=unasked))
    return [{"code": "unasked", "words": words}]


def _rows(ground: Ground, name: str, kind: int, reasons: _Texts, owners: _Texts) -> LeadRows:
    """Events of one kind."""
    fields = {"reason": reasons.number, "owner": owners.number, "actor": owners.number}
    if kind == HANDED:
        # Who hands over is not whom it is handed to.
        del fields["actor"]
    if kind != REJECTED:
        del fields["reason"]
    rows = told_events(ground.everybody, name, fields)
    nothing = np.full(len(rows.at), np.nan)
    owner = rows.columns["owner"]
    owner = np.where(_is_said(owner), owner, rows.columns.get("actor", nothing))
    return LeadRows(
        rows.person,
        rows.at,
        np.full(len(rows.at), kind, np.int64),
        _numbers(rows.columns.get("reason", nothing)),
        _numbers(owner),
    )


def _is_said(numbers: Floats) -> NDArray[np.bool_]:
    return ~np.isnan(numbers) & (numbers != UNSAID)


def _numbers(values: Floats) -> Int64:
    return np.nan_to_num(values, nan=UNSAID).astype(np.int64)
