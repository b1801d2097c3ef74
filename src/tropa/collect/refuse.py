"""Why something was not kept, as stable codes.

A request that cannot be read, or may not write, is refused as a whole: it is raised, and its
sentences stand in words under `error.CODE`. A single event that breaks a rule is no error of
the request: it is set aside as `Failed` with its text, to be mended and sent again, and its
neighbours are kept. The sentences of events stand under `refusal.CODE`.
"""

from typing import Final

import msgspec

from tropa.errors import DataFault
from tropa.words import Language, say


class NotLetIn(DataFault):
    """The request carries no key, or one that is nobody's."""

    status = 401


class SourceOff(DataFault):
    """The key is known, and its source is switched off."""

    status = 403


class WrongMedia(DataFault):
    """The body is in a form that is not read here."""

    status = 415


REQUEST_CODES: Final[dict[str, type[DataFault]]] = {
    "empty_body": DataFault,
    "not_an_object": DataFault,
    "invalid_json": DataFault,
    "bad_encoding": DataFault,
    "body_too_large": DataFault,
    "nesting_too_deep": DataFault,
    "bad_field_type": DataFault,
    "no_write_key": NotLetIn,
    "unknown_write_key": NotLetIn,
    "source_disabled": SourceOff,
    "unsupported_media_type": WrongMedia,
    "unsupported_encoding": WrongMedia,
}
"""Every reason to refuse a whole request of events, and the answer it makes."""

EVENT_CODES: Final = frozenset(
    {
        "not_an_object",
        "invalid_json",
        "event_too_large",
        "nesting_too_deep",
        "batch_limit",
        "invalid_type",
        "bad_field_type",
        "too_many_keys",
        "no_user_anon_id",
        "blocked_identifier",
        "bad_identifier",
        "missing_event_name",
        "event_name_too_long",
        "reserved_event_name",
        # Found later, by those who know what is already there.
        "message_id_conflict",
        "merge_refused",
    }
)
"""Every reason to set a single event aside."""


def refused(code: str, **values: object) -> DataFault:
    """The error to raise for a whole request."""
    return REQUEST_CODES[code](code, where=None, **values)


class Unfit(Exception):
    """One event breaks a rule; caught where the event is set aside, never further."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Failed(msgspec.Struct, frozen=True):
    """An event that was set aside."""

    index: int
    """Its place in the batch, from 0."""
    code: str
    raw: bytes
    """Its JSON, as sent."""
    values: dict[str, object] = {}
    """What its sentence names: the field, the limit."""

    def message(self, language: Language) -> str:
        """What was wrong."""
        return say(f"refusal.{self.code}.what", language, **self.values)

    def advice(self, language: Language) -> str:
        """How to send it so that it is kept."""
        return say(f"refusal.{self.code}.next", language, **self.values)

    def as_json(self, language: Language) -> dict[str, object]:
        """An entry of `errors` in the answer to a batch."""
        return {
            "index": self.index,
            "code": self.code,
            "message": self.message(language),
            "next": self.advice(language),
        }
