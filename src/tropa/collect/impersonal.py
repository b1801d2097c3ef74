"""What events may go on saying of somebody who was erased: what is counted by, nothing else.

A property stays where a map or a kept question names it, for measures are made of it; every
other is left out. Of those that stay, dates, yes and no stay as they are, and numbers, too. A
text stays where the map itself says it, or where enough other people bear it, too: then it
tells nothing about anybody; so does a number as long as a phone's or a document's. Any other
text becomes a mark, the same mark for the same text, so that two events of one order remain of
one order; a mark still fits the patterns of the map that the text fitted. Contact fields are
marks already (`private.py`).
"""

import re
from collections.abc import Callable, Collection, Iterator
from hashlib import blake2b
from typing import Any, Final, cast

import msgspec

from tropa.collect.named import NAMING
from tropa.collect.private import MARK

_OBJECT: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ENCODER: Final = msgspec.json.Encoder()
_WORD: Final = re.compile(r"\w+")
_PATTERN: Final = re.compile(r"matches\s+(?:'([^'\n]{1,200})'|\"([^\"\n]{1,200})\")")
_NUMBER: Final = re.compile(r"[-+]?\d(?:[\d\s\u00a0]{0,10}\d)?(?:[.,]\d{1,6})?")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ][\d:.]{4,15}(?:Z|[+-]\d\d:?\d\d)?)?")
_LENGTH: Final = re.compile(r"\d{1,6}[a-z]")
"""A length of time as maps write it: 4h, 3d."""
_DIGITS: Final = 9
"""A longer number may be a phone's or a document's."""
_MOMENTS: Final = (10, 13, 16)
"""Digits of our days as seconds, and as thousandths and millionths of them."""
_LONGEST: Final = 200
"""A longer text is nobody else's."""


class Spoken:
    """What maps and questions say: names of fields, values, patterns."""

    def __init__(self, texts: Collection[str]) -> None:
        self.words = {word for text in texts for word in _WORD.findall(text)}
        self._whole = "\n".join(texts).casefold()
        self._said: dict[str, bool] = {}
        self.patterns = sorted(
            {one or other for text in texts for one, other in _PATTERN.findall(text)}
        )

    def says(self, text: str) -> bool:
        """Whether a text stands there, as a whole."""
        known = self._said.get(text)
        if known is None:
            plain = re.escape(text.casefold())
            known = re.search(rf"(?<!\w){plain}(?!\w)", self._whole) is not None
            self._said[text] = known
        return known

    def fitting(self, text: str, mark: str, fits: Callable[[str, str], bool]) -> str:
        """A mark as it takes the place of a text: fitting the patterns the text fitted.

        Args:
            text: what is taken away.
            mark: what stands in its place.
            fits: whether a text fits a pattern.
        """
        lowered = text.lower()
        own = [one for one in self.patterns if fits(one.lower(), lowered)]
        marks = [one.replace("*", mark) for one in own if "*" in one]
        # The longest pattern says the most of what the others say, too.
        return max(marks, key=len, default=mark)


class Impersonal:
    """Properties of events without what is personal."""

    def __init__(
        self,
        spoken: Spoken,
        shared: Callable[[str | int], bool],
        key: bytes,
        fits: Callable[[str, str], bool],
        mark: str,
        is_known: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """How to tell what is personal.

        Args:
            spoken: what maps and questions say.
            shared: whether enough other people bear a text.
            key: by which texts become marks; without it nobody can tell what they were.
            fits: whether a text fits a pattern.
            mark: what a mark begins with.
            is_known: whether a text names somebody who is known: whom others are recommended
                by is erased, and those recommended stay who they are.
        """
        self._is_known = is_known
        self._spoken, self._shared, self._key = spoken, shared, key
        self._fits, self._mark = fits, mark

    def properties(self, text: str) -> str:
        """A JSON object as it may stay."""
        kept: dict[str, Any] = {}
        for name, raw in _OBJECT.decode(text.encode()).items():
            if name in self._spoken.words:
                kept[name] = raw if self._names_another(name, raw) else self._kept(raw)
        return _ENCODER.encode(kept).decode()

    def doubtful(self, text: str) -> Iterator[str | int]:
        """Texts and long numbers of an object that stay only where others bear them, too."""
        for name, raw in _OBJECT.decode(text.encode()).items():
            if name in self._spoken.words:
                for one in _values(msgspec.json.decode(raw)):
                    if isinstance(one, int):
                        if _identifies(one):
                            yield one
                    elif not self._plain(one) and len(one) <= _LONGEST:
                        yield one

    def _names_another(self, name: str, raw: msgspec.Raw) -> bool:
        value: Any = msgspec.json.decode(raw) if name in NAMING else None
        return isinstance(value, str) and self._is_known(value)

    def _kept(self, raw: msgspec.Raw) -> Any:
        value: Any = msgspec.json.decode(raw)
        # Every digit of a number that stays, stays.
        return self._changed(value) if isinstance(value, str | list | dict | int) else raw

    def _changed(self, value: Any) -> Any:
        if isinstance(value, str):
            stays = self._plain(value) or (len(value) <= _LONGEST and self._shared(value))
            return value if stays else self._marked(value)
        if isinstance(value, int) and _identifies(value):
            return value if self._shared(value) else self._marked(str(value))
        if isinstance(value, list):
            return [self._changed(one) for one in cast("list[Any]", value)]
        if isinstance(value, dict):
            fields = cast("dict[str, Any]", value)
            words = self._spoken.words
            return {name: self._changed(one) for name, one in fields.items() if name in words}
        return value

    def _plain(self, text: str) -> bool:
        """Whether a text tells nothing by itself."""
        if not text or text == MARK or text.startswith(self._mark):
            return True
        if _NUMBER.fullmatch(text) or _DATE.fullmatch(text):
            return _DATE.fullmatch(text) is not None or _digits(text) <= _DIGITS
        if _LENGTH.fullmatch(text):
            return True
        return len(text) <= _LONGEST and self._spoken.says(text)

    def _marked(self, text: str) -> str:
        digest = blake2b(text.encode("utf-8", "replace"), digest_size=6, key=self._key)
        return self._spoken.fitting(text, f"{self._mark}{digest.hexdigest()}", self._fits)


def _identifies(number: int) -> bool:
    """Whether a number may be a phone's or a document's: longer than sums, and no moment."""
    text = str(abs(number))
    moment = text[0] == "1" and len(text) in _MOMENTS
    return len(text) > _DIGITS and not moment


def _digits(text: str) -> int:
    return sum(map(str.isdecimal, text.partition(".")[0].partition(",")[0]))


def _values(value: Any) -> Iterator[str | int]:
    if isinstance(value, str | int):
        yield value
    elif isinstance(value, list):
        for one in cast("list[Any]", value):
            yield from _values(one)
    elif isinstance(value, dict):
        for one in cast("dict[str, Any]", value).values():
            yield from _values(one)
