"""Sections of customers: who buys again, when, and who is who among them."""

from tropa.measure.next_order import USUAL, NextOrder, next_order_json, next_order_words
from tropa.measure.repeat import Repeat, repeat_json, repeat_words
from tropa.measure.rfm import Rfm, rfm_json, rfm_words, segment_words
from tropa.words import LANGUAGES
from tropa.workspace.sections.ground import Ground, Told, told


def repeat_section(ground: Ground) -> Told:
    """Second orders and those after."""
    found = ground.fold(Repeat(ground.overview.conversion.within))
    answer = repeat_json(found, ground.asked)
    return told(answer, lambda language: repeat_words(found, language))


def next_order_section(ground: Ground) -> Told:
    """Who keeps their rhythm, and who is late."""
    answer = next_order_json(ground.fold(NextOrder()))
    return told(answer, lambda language: next_order_words(USUAL, language))


def rfm_section(ground: Ground) -> Told:
    """Scores of customers and the segments they make."""
    answer = rfm_json(ground.fold(Rfm()), ground.asked)
    names = {language: segment_words(language) for language in LANGUAGES}
    for one in answer["segments"]:
        one["title"] = {language: known[one["id"]] for language, known in names.items()}
    return told(answer, rfm_words)
