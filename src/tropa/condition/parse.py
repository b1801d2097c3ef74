"""Text to tree: a sentence-like language with a closed grammar.

    condition = or ;     or = and { "or" and } ;     and = not { "and" not } ;
    not       = "not" not | test ;
    test      = "(" condition ")"
              | "did" [ "ever" ] NAME [ where ] [ "within" TIME ] [ "after" NAME ]
              | "count of" NAME [ where ] COMPARE NUMBER [ "within" TIME ]
              | "sum of" NAME "." FIELD [ where ] COMPARE NUMBER
              | "nth" NAME COMPARE NUMBER
              | TIME "after" NAME
              | "first two-way touch" | "returned" | "lost at" NAME | "entered" NAME
              | "in stage" NAME [ "for" TIME ] | "in segment" NAME | "silent for" TIME
              | FIELD COMPARE VALUE | FIELD "in" "[" VALUE { "," VALUE } "]"
              | FIELD "matches" TEXT | FIELD "exists" ;
    where     = "where" ( field test | "(" field tests joined by and, or, not ")" ) ;

`matches` takes a pattern with `*` for any run of characters; there are no regular expressions.
"""

import re
from typing import Final, cast

from tropa.clock import Duration, duration
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
    Value,
)
from tropa.condition.tokens import ConditionError, Token, tokens_of

LONGEST: Final = 2_000
DEEPEST: Final = 20

_COMPARES: Final = ("==", "!=", "<", "<=", ">", ">=")
KEYWORDS: Final = frozenset(
    "and or not did ever where within after count of sum nth in stage segment silent for first "
    "touch lost at entered returned exists matches true false".split()
)
_TOUCH_TESTS: Final = (
    ("count", "of"),
    ("sum", "of"),
    ("in", "stage"),
    ("in", "segment"),
    ("silent", "for"),
    ("lost", "at"),
    ("first", "two-way"),
)


def parse(text: str, *, fields_only: bool = False) -> Condition:
    """The tree of a condition; `fields_only` reads what may stand after `where`.

    Raises:
        ConditionError: not a condition; says where and what was expected.
    """
    if len(text) > LONGEST:
        raise ConditionError("expression_too_long", 0, limit=LONGEST)
    return _Reader(text, fields_only=fields_only).whole()


class _Reader:
    """One pass over the tokens, a function for each line of the grammar."""

    def __init__(self, text: str, *, fields_only: bool) -> None:
        self.tokens = tokens_of(text)
        self.index = 0
        self.depth = 0
        self.fields_only = fields_only

    # ------------------------------------------------------------ tokens

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def _next(self) -> Token:
        token = self.token
        self.index += 1
        return token

    def _sees(self, *words: str) -> bool:
        ahead = self.tokens[self.index : self.index + len(words)]
        return [token.text for token in ahead] == list(words) and ahead[0].kind != "text"

    def _take(self, *words: str) -> bool:
        if not self._sees(*words):
            return False
        self.index += len(words)
        return True

    def _fail(self, expected: str) -> ConditionError:
        token = self.token
        if token.kind == "end":
            return ConditionError("unfinished", token.start, expected=expected)
        return ConditionError("unexpected", token.start, found=token.text, expected=expected)

    def _name(self, expected: str) -> str:
        if self.token.kind != "word" or self.token.text in KEYWORDS:
            raise self._fail(expected)
        return self._next().text

    def _field(self) -> str:
        # A field may bear a name the language uses elsewhere: `where count >= 2`.
        if self.token.kind != "word" or self.token.text in (
            "and",
            "or",
            "not",
            "true",
            "false",
        ):
            raise self._fail("field" if self.fields_only else "test")
        return self._next().text

    def _time(self) -> Duration:
        token = self.token
        if token.kind != "time":
            raise self._fail("time")
        try:
            length = duration(token.text)
        except ValueError:
            raise ConditionError("bad_duration", token.start, found=token.text) from None
        self.index += 1
        return length

    def _number(self) -> float:
        if self.token.kind != "number":
            raise self._fail("number")
        return float(self._next().text)

    def _whole(self) -> int:
        if self.token.kind != "number" or not self.token.text.isdecimal():
            raise self._fail("whole_number")
        return int(self._next().text)

    def _compare(self) -> Compare:
        if self.token.text not in _COMPARES:
            raise self._fail("compare")
        return cast("Compare", self._next().text)

    def _since(self, start: int) -> tuple[int, int]:
        return (start, self.tokens[self.index - 1].end)

    # ------------------------------------------------------------ grammar

    def whole(self) -> Condition:
        tree = self._or()
        if self.token.kind != "end":
            raise self._fail("end")
        return tree

    def _or(self) -> Condition:
        start = self.token.start
        parts = [self._and()]
        while self._take("or"):
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else Or(tuple(parts), self._since(start))

    def _and(self) -> Condition:
        start = self.token.start
        parts = [self._not()]
        while self._take("and"):
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else And(tuple(parts), self._since(start))

    def _not(self) -> Condition:
        start = self.token.start
        if not self._take("not"):
            return self._test()
        self._deeper()
        part = self._not()
        self.depth -= 1
        return Not(part, self._since(start))

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ConditionError("too_deep", self.token.start, limit=DEEPEST)

    def _test(self) -> Condition:
        if self._take("("):
            self._deeper()
            tree = self._or()
            if not self._take(")"):
                raise self._fail("closing")
            self.depth -= 1
            return tree
        if self.fields_only:
            self._refuse_touch_test()
            return self._field_test()
        return self._touch_test() or self._journey_test() or self._field_test()

    def _refuse_touch_test(self) -> None:
        """After `where` stand fields; a field may still bear a name such as `did`."""
        ahead = self.tokens[self.index + 1 : self.index + 2]
        word = ahead[0].text if ahead and ahead[0].kind == "word" else ""
        named = word not in ("", "exists", "matches", "in")
        if any(self._sees(*words) for words in _TOUCH_TESTS) or (
            named and self.token.text in ("did", "nth", "entered")
        ):
            raise ConditionError("touch_in_where", self.token.start, found=self.token.text)

    def _touch_test(self) -> Condition | None:
        start = self.token.start
        if self._take("did"):
            return self._did(start)
        if self._take("count", "of"):
            name, where = self._name("touchpoint"), self._where()
            compare, number = self._compare(), self._whole()
            within = self._time() if self._take("within") else None
            return CountOf(name, where, compare, number, within, self._since(start))
        if self._take("sum", "of"):
            return self._sum(start)
        if self._take("nth"):
            name = self._name("touchpoint")
            return Nth(name, self._compare(), self._whole(), self._since(start))
        if self.token.kind == "time":
            length = self._time()
            if not self._take("after"):
                raise self._fail("after")
            name = self._name("touchpoint_or_stage")
            return TimeAfter(length, name, self._since(start))
        return None

    def _did(self, start: int) -> Condition:
        ever = self._take("ever")
        name, where = self._name("touchpoint"), self._where()
        within = self._time() if self._take("within") else None
        after = self._name("touchpoint") if self._take("after") else None
        return Did(name, where, ever, within, after, self._since(start))

    def _sum(self, start: int) -> Condition:
        at = self.token.start
        name, _, field = self._name("touchpoint_field").partition(".")
        if not field:
            raise ConditionError("unexpected", at, found=name, expected="touchpoint_field")
        where = self._where()
        return SumOf(name, field, where, self._compare(), self._number(), self._since(start))

    def _journey_test(self) -> Condition | None:
        start = self.token.start
        if self._take("first", "two-way", "touch"):
            return FirstTwoWay(self._since(start))
        if self._take("returned"):
            return Returned(self._since(start))
        if self._take("lost", "at"):
            return LostAt(self._name("stage"), self._since(start))
        if self._take("entered"):
            return Entered(self._name("stage"), self._since(start))
        if self._take("in", "stage"):
            stage = self._name("stage")
            length = self._time() if self._take("for") else None
            return InStage(stage, length, self._since(start))
        if self._take("in", "segment"):
            return InSegment(self._name("segment"), self._since(start))
        if self._take("silent", "for"):
            return SilentFor(self._time(), self._since(start))
        return None

    def _where(self) -> Condition | None:
        if not self._take("where"):
            return None
        outer, self.fields_only = self.fields_only, True
        tree = self._test()
        self.fields_only = outer
        return tree

    def _field_test(self) -> Condition:
        start = self.token.start
        field = self._field()
        if self._take("exists"):
            return FieldTest(field, "exists", None, self._since(start))
        if self._take("matches"):
            if self.token.kind != "text":
                raise self._fail("text")
            return FieldTest(field, "matches", self._value(), self._since(start))
        if self._take("in"):
            return FieldTest(field, "in", self._values(), self._since(start))
        if self.token.text not in _COMPARES:
            raise self._fail("field_compare")
        compare = self._compare()
        value = self._value()
        if compare not in ("==", "!=") and not isinstance(value, float):
            raise ConditionError("not_comparable", start, compare=compare)
        return FieldTest(field, compare, value, self._since(start))

    def _values(self) -> Value:
        if not self._take("["):
            raise self._fail("list")
        values = [self._value()]
        while self._take(","):
            values.append(self._value())
        if not self._take("]"):
            raise self._fail("list_end")
        return tuple(values)

    def _value(self) -> str | float | bool:
        token = self.token
        if token.kind == "text":
            self.index += 1
            return re.sub(r"\\(.)", r"\1", token.text[1:-1])
        if token.kind == "number":
            return self._number()
        if token.kind == "word" and token.text in ("true", "false"):
            return self._next().text == "true"
        raise self._fail("value")
