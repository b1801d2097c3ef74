"""Whether a text speaks of somebody.

An address or a phone is known however it is written, any other name as it is.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from tropa.collect.names import normal_email, normal_phone
from tropa.collect.said import EMAIL, PHONE, readings
from tropa.event import Name, NameKind
from tropa.keep.ledger import Failed
from tropa.workspace.opening import Workspace

_AT_ONCE: Final = 5_000


class Mentions:
    """Names of somebody, looked for in texts."""

    def __init__(self, names: Iterable[Name]) -> None:
        every = set(names)
        self._emails = {one.value for one in every if one.kind is NameKind.EMAIL}
        self._phones = {one.value for one in every if one.kind is NameKind.PHONE}
        words = sorted({one.value.casefold() for one in every}, key=len, reverse=True)
        pattern = "|".join(re.escape(one) for one in words) or r"(?!)"
        self._words = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")

    def within(self, text: str) -> bool:
        """Whether any of the names stands in a text."""
        if self._words.search(text.casefold()):
            return True
        emails = (normal_email(one) for one in EMAIL.findall(text))
        if self._emails and not self._emails.isdisjoint(emails):
            return True
        phones = (normal_phone(one) for one in PHONE.findall(text))
        return bool(self._phones) and not self._phones.isdisjoint(phones)

    def within_bytes(self, raw: bytes) -> bool:
        """The same of what was sent: as it is, and as JSON says it."""
        return any(self.within(text) for text in readings(raw))

    def within_failed(self, one: Failed) -> bool:
        """Whether a failed event speaks of them."""
        said = json.dumps(dict(one.values), ensure_ascii=False, default=str)
        return self.within_bytes(one.raw) or self.within(f"{one.where} {said}")


def failed_about(workspace: Workspace, mentions: Mentions) -> Iterator[Failed]:
    """Every failed event that speaks of somebody."""
    after = 0
    while some := workspace.ledger.failed.find(None, after, _AT_ONCE):
        yield from (one for one in some if mentions.within_failed(one))
        after = some[-1].id
