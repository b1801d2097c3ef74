"""Sentences by key: `say("show.lost", "ru", n=3)`.

A sentence holds places for values: `{name}` is the value as text (whole numbers are grouped as
the language groups them), `{name#one|few|many}` is the word form that goes with the number
`name`. Russian has three forms (человек, человека, человек), English two (person, people).
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final, Literal, TypeAlias, cast

from tropa.words.amounts import number_words

Language: TypeAlias = Literal["ru", "en"]

LANGUAGES: Final[tuple[Language, ...]] = ("ru", "en")

_PLACE: Final = re.compile(r"\{(\w+)(?:#([^{}]*))?\}")


def as_language(text: str, otherwise: Language = "en") -> Language:
    """The language a tag such as `ru_RU.UTF-8` asks for, else `otherwise`."""
    tag = text.strip().lower()[:2]
    return tag if tag in LANGUAGES else otherwise


@cache
def _sentences(language: Language) -> Mapping[str, str]:
    text = resources.files("tropa.words").joinpath(f"{language}.json").read_text("utf-8")
    flat: dict[str, str] = {}

    def spread(prefix: str, node: Mapping[str, object]) -> None:
        for key, value in node.items():
            name = f"{prefix}.{key}" if prefix else key
            if isinstance(value, str):
                flat[name] = value
            else:
                spread(name, cast("Mapping[str, object]", value))

    spread("", cast("Mapping[str, object]", json.loads(text)))
    return flat


def keys_of(language: Language) -> frozenset[str]:
    """All keys of a language; a test holds both languages to the same set."""
    return frozenset(_sentences(language))


def has_words(key: str) -> bool:
    """Whether the key exists (in every language, as a test makes sure)."""
    return key in _sentences("en")


def say(key: str, language: Language, /, **values: object) -> str:
    """The sentence `key` with its values put in.

    Raises:
        KeyError: no such sentence, or a value is missing; both are faults of our code.
    """

    def fill(match: re.Match[str]) -> str:
        name, forms = match.group(1), match.group(2)
        value = values[name]
        if forms is not None:
            return _form(forms.split("|"), value, language)
        if isinstance(value, bool) or not isinstance(value, int):
            return str(value)
        return number_words(value, language)

    return _PLACE.sub(fill, _sentences(language)[key])


def _form(forms: list[str], value: object, language: Language) -> str:
    if not isinstance(value, int):
        # A fraction takes the genitive singular in Russian, the plural in English.
        return forms[1] if len(forms) > 1 else forms[0]
    count = abs(value)
    if language == "en":
        return forms[0] if count == 1 else forms[-1]
    tens, ones = count % 100, count % 10
    if ones == 1 and tens != 11:
        return forms[0]
    if 2 <= ones <= 4 and not 12 <= tens <= 14:
        return forms[1]
    return forms[-1]
