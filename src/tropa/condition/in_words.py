"""A condition said aloud: a part of a sentence about one person, in Russian or in English.

`in stage decision and did quote and silent for 3d` is «стоит на этапе «Решение», было касание
«Расчёт» и молчит 3 дня». What is said means exactly what was written: a group of another kind
stands in round brackets, a condition on the event's fields too, and a denial is said shortly
where that says the same («не было касания …»).

A trait and a field are called by their titles, in the middle of a sentence without a capital:
`city == "Минск"` is «город — «Минск»». One that has none is called by its name.
"""

from dataclasses import dataclass, replace
from typing import Final, Protocol

from tropa.clock import DAY, HOUR, MINUTE, SECOND, Duration
from tropa.condition.syntax import (
    And,
    Compare,
    Condition,
    CountOf,
    Did,
    Entered,
    FieldTest,
    FirstTwoWay,
    InSegment,
    InStage,
    LostAt,
    Not,
    Nth,
    Or,
    Returned,
    SilentFor,
    SumOf,
    TimeAfter,
)
from tropa.words import Language, number_words, say

_NAMES: Final[dict[Compare, str]] = {
    "==": "equal",
    "!=": "other",
    "<": "less",
    "<=": "at_most",
    ">": "more",
    ">=": "at_least",
}
_OPPOSITE: Final[dict[Compare, Compare]] = {
    "==": "!=",
    "!=": "==",
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
}
_UNITS: Final = (("day", DAY), ("hour", HOUR), ("minute", MINUTE), ("second", SECOND))
_INNER_QUOTES: Final = {
    "ru": str.maketrans("«»", "„“"),
    "en": str.maketrans("“”", "‘’"),
}


class Titles(Protocol):
    """What people call the things a condition names; None where there is no such thing."""

    def touchpoint(self, name: str) -> str | None: ...

    def stage(self, name: str) -> str | None: ...

    def segment(self, name: str) -> str | None: ...

    def trait(self, name: str, language: Language) -> str | None: ...

    def field(self, name: str, touchpoint: str, language: Language) -> str | None: ...


def in_words(tree: Condition, titles: Titles, language: Language, of: str = "") -> str:
    """The condition as a part of a sentence, without a full stop.

    Args:
        tree: what is said.
        titles: what people call the things it names.
        language: of the sentence.
        of: the touchpoint whose event it tests; empty where it is of a person.
    """
    return _Speaker(titles, language, of).said(tree)


@dataclass(frozen=True, slots=True)
class _Speaker:
    titles: Titles
    language: Language
    of: str
    """The touchpoint whose fields are spoken of; empty where traits of a person are."""

    def said(self, tree: Condition) -> str:
        match tree:
            case And(parts) | Or(parts):
                *before, last = [self._part(part) for part in parts]
                word = self._say("and" if isinstance(tree, And) else "or")
                return f"{', '.join(before)}{word}{last}"
            case Not(part):
                return self._denied(part)
            case FieldTest():
                return self._field(tree)
            case Did():
                return self._did(tree, "did")
            case CountOf() | SumOf() | Nth():
                return self._counted(tree, tree.compare)
            case _:
                return self._standing(tree) or self._state(tree)

    def _part(self, tree: Condition) -> str:
        """A member of a row; another row inside it stands in brackets."""
        return f"({self.said(tree)})" if isinstance(tree, And | Or) else self.said(tree)

    def _denied(self, tree: Condition) -> str:
        match tree:
            case Not(part):
                return self.said(part)
            case Did(after=None):
                return self._did(tree, "not_did")
            case CountOf() | SumOf():
                # A count and a sum always are some number: the opposite of `>=` is `<`.
                return self._counted(tree, _OPPOSITE[tree.compare])
            case FieldTest(compare="exists"):
                return self._say("no_field", field=self.named(tree.field))
            case _:
                denied = self._standing(tree, "not_")
                return denied or self._say("untrue", what=self._part(tree))

    # ------------------------------------------------------------ touches

    def _did(self, did: Did, key: str) -> str:
        touch = self._touch(did.touchpoint, did.where)
        if did.after is not None:
            after = self._touch(did.after, None)
            if did.within is None:
                return self._say("did_after", touch=touch, after=after)
            within = self._length("within", did.within)
            return self._say("did_within_after", touch=touch, after=after, within=within)
        if did.ever:
            key = f"{key}_ever"
        return self._say(key, touch=touch) + self._window(did.within)

    def _counted(self, tree: CountOf | SumOf | Nth, compare: Compare) -> str:
        how = _NAMES[compare]
        match tree:
            case CountOf():
                touch = self._touch(tree.touchpoint, tree.where)
                said = self._say(f"count.{how}", n=tree.number, touch=touch)
                return said + self._window(tree.within)
            case SumOf():
                touch = self._touch(tree.touchpoint, tree.where)
                amount = self._compared(how, self._number(tree.number))
                summed = replace(self, of=tree.touchpoint).named(tree.field)
                return self._say("sum", field=summed, touch=touch, compared=amount)
            case Nth():
                touch = self._touch(tree.touchpoint, None)
                return self._say(f"nth.{how}", n=tree.number, touch=touch)

    def _touch(self, name: str, where: Condition | None) -> str:
        title = self._quoted(self.titles.touchpoint(name) or name)
        if where is None:
            return title
        return f"{title} ({self._say('where')}{replace(self, of=name).said(where)})"

    def _window(self, within: Duration | None) -> str:
        return "" if within is None else f" {self._length('last', within)}"

    # ------------------------------------------------------------ fields

    def _field(self, test: FieldTest) -> str:
        values = test.value if isinstance(test.value, tuple) else (test.value,)
        said = [self._value(value) for value in values]
        if test.compare == "exists":
            return self._say("field", field=self.named(test.field))
        field = self._spoken(test.field)
        if test.compare == "matches":
            return self._say("like", field=field, value=said[0])
        if test.compare == "in":
            return self._say("one_of", field=field, values=", ".join(said))
        if test.compare == "==":
            return self._say("is", field=field, value=said[0])
        if test.compare == "!=":
            return self._say("is_not", field=field, value=said[0])
        compared = self._compared(_NAMES[test.compare], said[0])
        return self._say("ordered", field=field, compared=compared)

    def _title(self, name: str) -> str | None:
        if self.of:
            return self.titles.field(name, self.of, self.language)
        return self.titles.trait(name, self.language)

    def named(self, name: str) -> str:
        """A property as a name, between quotes."""
        return self._quoted(self._title(name) or name)

    def _spoken(self, name: str) -> str:
        """A property as a word of the sentence; ИНН and Telegram keep their capitals."""
        title = self._title(name)
        if title is None:
            return name
        own = title[1:2].isupper() or (self.language == "ru" and title[:1].isascii())
        return title if own else title[:1].lower() + title[1:]

    def _value(self, value: object) -> str:
        if isinstance(value, bool):
            return self._say("true" if value else "false")
        return self._number(value) if isinstance(value, float) else self._quoted(str(value))

    def _number(self, value: float) -> str:
        text = f"{value:.6f}".rstrip("0").rstrip(".")
        return number_words(value, self.language, len(text.partition(".")[2]))

    def _compared(self, how: str, value: str) -> str:
        return self._say(f"compared.{how}", value=value)

    # ------------------------------------------------------------ where people stand

    def _standing(self, tree: Condition, denied: str = "") -> str | None:
        """The tests whose denial has words of its own; None for the others."""
        match tree:
            case InStage(for_=None):
                return self._say(f"{denied}in_stage", stage=self._stage(tree.stage))
            case InSegment():
                return self._say(f"{denied}in_segment", segment=self._segment(tree.segment))
            case Entered():
                return self._say(f"{denied}entered", stage=self._stage(tree.stage))
            case Returned():
                return self._say(f"{denied}returned")
            case _:
                return None

    def _state(self, tree: Condition) -> str:
        match tree:
            case InStage():
                within = self._length("within", tree.for_ or 0)
                return self._say("in_stage_for", stage=self._stage(tree.stage), within=within)
            case SilentFor():
                return self._say("silent", long=self._length("long", tree.duration))
            case LostAt():
                return self._say("lost_at", stage=self._stage(tree.stage))
            case TimeAfter():
                return self._time_after(tree)
            case FirstTwoWay():
                return self._say("first_two_way")
            case _:
                raise TypeError(type(tree).__name__)

    def _time_after(self, tree: TimeAfter) -> str:
        within = self._length("within", tree.duration)
        stage = self.titles.stage(tree.name)
        if stage is not None:
            return self._say("since_stage", stage=self._quoted(stage), within=within)
        return self._say("since_touch", touch=self._touch(tree.name, None), within=within)

    def _stage(self, name: str) -> str:
        return self._quoted(self.titles.stage(name) or name)

    def _segment(self, name: str) -> str:
        return self._quoted(self.titles.segment(name) or name)

    # ------------------------------------------------------------ words

    def _length(self, key: str, length: Duration) -> str:
        """A length of time by the biggest unit that says it exactly."""
        # «24 часа» says more exactly than «1 день» what is meant.
        whole = [one for one in _UNITS if length % one[1] == 0 and length >= 2 * one[1]]
        unit, size = whole[0] if whole else _UNITS[-1]
        return self._say(f"{key}.{unit}", n=length // size)

    def _quoted(self, text: str) -> str:
        return self._say("quoted", text=text.translate(_INNER_QUOTES[self.language]))

    def _say(self, key: str, **values: object) -> str:
        return say(f"condition.said.{key}", self.language, **values)
