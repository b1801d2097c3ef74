"""A step in the life of a draft as one line."""

import json
from typing import Any

from tropa.keep.edits import Edit
from tropa.map.compare import read_difference
from tropa.map.compare_words import step_words
from tropa.words import Language, say

_SAID_AS = {
    "text": ("edit.step.by_hand", "edit.step.text"),
    "outside": ("edit.step.from_outside", "edit.step.outside"),
    "undo": ("edit.step.undo", "edit.step.unsaid"),
    "redo": ("edit.step.redo", "edit.step.unsaid"),
}


def edit_words(edit: Edit, language: Language) -> str:
    """What a step did, in words."""
    told: dict[str, Any] = json.loads(edit.said)
    found = [read_difference(one) for one in told["differences"]]
    said = step_words(found, language, {}, int(told["n"]))
    if edit.kind == "operations":
        return said or say("edit.step.unsaid", language)
    with_words, without = _SAID_AS[edit.kind]
    return say(with_words, language, what=said) if said else say(without, language)
