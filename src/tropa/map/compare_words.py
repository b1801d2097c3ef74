"""A difference between two texts of a map as a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tropa.condition.in_words import in_words
from tropa.condition.parse import parse
from tropa.condition.tokens import ConditionError
from tropa.map.compare import MAP, Difference
from tropa.map.properties import known_title
from tropa.words import Language, has_words, say

LONGEST: Final = 120
"""More characters of a value are cut off."""

_BY_FIELDS: Final = ("where", "answered")
"""Rules of a touchpoint that test its event."""
_INNER_QUOTES: Final = {"ru": str.maketrans("«»", "„“"), "en": str.maketrans("“”", "‘’")}


@dataclass(frozen=True, slots=True)
class NamesSaid:
    """Titles by name, for conditions in words."""

    titles: dict[str, str]

    def touchpoint(self, name: str) -> str | None:
        return self.titles.get(name)

    def stage(self, name: str) -> str | None:
        return self.titles.get(name)

    def segment(self, name: str) -> str | None:
        return self.titles.get(name)

    def trait(self, name: str, language: Language) -> str | None:
        return self.titles.get(f"traits.{name}") or known_title(name, language)

    def field(self, name: str, touchpoint: str, language: Language) -> str | None:
        return self.titles.get(f"events.{name}") or known_title(name, language)


def difference_words(one: Difference, language: Language, titles: dict[str, str]) -> str:
    """One difference as a sentence without a full stop.

    Args:
        one: the difference.
        language: of the sentence.
        titles: what people call the elements, by their names.
    """
    element = say(f"edit.element.{one.element}", language)
    before, after = (_value(one, side, language, titles) for side in (one.before, one.after))
    title = _inner(one.title, language)
    values = {"element": element, "title": title, "before": before, "after": after}
    if one.how == "changed":
        return _changed(one, values, language)
    how = "first" if one.how == "moved" and one.after is None else one.how
    return say(f"edit.said.{how}", language, **values)


def step_words(
    found: Sequence[Difference], language: Language, titles: dict[str, str], count: int
) -> str:
    """Several differences of one step as one line; empty where there are none.

    Args:
        found: the differences, or the first of them.
        language: of the line.
        titles: what people call the elements, by their names.
        count: how many differences there are in all.
    """
    if not found:
        return ""
    # What follows from another name of an element is not told beside it.
    first = next((one for one in found if one.how != "changed"), found[0])
    said = difference_words(first, language, titles)
    if count <= 1:
        return said
    return say("edit.said.more", language, what=said, n=count - 1)


def _changed(one: Difference, values: dict[str, str], language: Language) -> str:
    if one.field == "title" and one.before and one.after:
        return say("edit.said.titled", language, **values)
    if one.field == "stage" and one.before and one.after:
        return say("edit.said.placed", language, **values)
    where = (
        say("edit.said.whole", language)
        if one.element == MAP
        else _capital(say("edit.said.of", language, **values))
    )
    key = "stated" if one.before is None else "cleared" if one.after is None else "changed"
    field = field_words(one.field, language)
    return say(f"edit.said.{key}", language, where=where, field=field, **values)


def field_words(field: str, language: Language) -> str:
    """What a field is called; names that people gave stay as they are."""
    return " · ".join(
        say(f"edit.field.{part}", language) if has_words(f"edit.field.{part}") else part
        for part in field.split(".")
    )


def _value(
    one: Difference, value: str | None, language: Language, titles: dict[str, str]
) -> str:
    if value is None or not value:
        return say("edit.said.nothing", language)
    if value in ("true", "false"):
        return say("edit.said.yes" if value == "true" else "edit.said.no", language)
    text = _rule(one, value, language, titles) if one.rule else " ".join(value.split())
    return _inner(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…", language)


def _inner(text: str, language: Language) -> str:
    """A text that comes between quotes: its own quotes are of the inner kind."""
    return text.translate(_INNER_QUOTES[language])


def _rule(one: Difference, text: str, language: Language, titles: dict[str, str]) -> str:
    by_fields = one.element == "touchpoint" and one.field.split(".")[-1] in _BY_FIELDS
    of = str(one.path[1]) if by_fields else ""
    try:
        tree = parse(text, fields_only=False)
    except ConditionError:
        return text
    return in_words(tree, NamesSaid(titles), language, of)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
