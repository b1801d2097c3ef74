"""Every string a person sees, in Russian and in English, and how numbers are written."""

from tropa.words.amounts import (
    date_words,
    days_words,
    duration_words,
    length_words,
    moment_words,
    money_words,
    number_words,
    percent_words,
    short_money_words,
    short_number_words,
)
from tropa.words.say import LANGUAGES, Language, as_language, has_words, keys_of, say

__all__ = [
    "LANGUAGES",
    "Language",
    "as_language",
    "date_words",
    "days_words",
    "duration_words",
    "has_words",
    "keys_of",
    "length_words",
    "moment_words",
    "money_words",
    "number_words",
    "percent_words",
    "say",
    "short_money_words",
    "short_number_words",
]
