"""Every error a person can meet.

    TropaError                     one clear answer: what, where, allowed values, next step
    ├── UsageFault                 the command was called wrongly
    ├── MapFault                   a map that cannot be loaded; carries its findings
    ├── DataFault                  a file or a request that cannot be taken as a whole
    ├── RequestFault               a request that is not ours to answer: address, manners
    ├── WorkspaceFault             the folder: not there, in use, from a newer version
    └── Unavailable                cannot be kept right now; try again later

A code is stable for ever and has a sentence and an advice in both languages under
`error.CODE`. Errors of single events and rows are not exceptions: they wait in failed events.
"""

from typing import ClassVar

from tropa.words import Language, say


class TropaError(Exception):
    """One clear answer to a person: a stable code and the values its sentence needs."""

    exit_code: ClassVar[int] = 2
    status: int = 422
    """Of the answer over HTTP."""

    def __init__(self, code: str, *, where: str | None = None, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.where = where
        self.values = values

    def __str__(self) -> str:
        return self.message("en")

    def message(self, language: Language) -> str:
        """What happened and where, in one line."""
        said = say(f"error.{self.code}.what", language, **self.values)
        return f"{self.where}: {said}" if self.where else said

    def advice(self, language: Language) -> str:
        """The next thing to do."""
        return say(f"error.{self.code}.next", language, **self.values)

    def as_json(self, language: Language) -> dict[str, object]:
        """The one shape every error has outside this process."""
        shape: dict[str, object] = {"code": self.code, "message": self.message(language)}
        if self.where:
            shape["where"] = self.where
        shape["next"] = self.advice(language)
        return shape


class UsageFault(TropaError):
    """The command was called wrongly."""

    status = 400


class MapFault(TropaError):
    """A map that cannot be loaded."""


class DataFault(TropaError):
    """A file or a request that cannot be taken as a whole."""

    status = 400


class RequestFault(TropaError):
    """A request to the server that is wrong before anybody looks at what it brings."""

    def __init__(
        self, code: str, *, status: int = 400, where: str | None = None, **values: object
    ) -> None:
        super().__init__(code, where=where, **values)
        self.status = status


class WorkspaceFault(TropaError):
    """The folder is missing, in use, damaged or from a newer version."""

    status = 409


class Unavailable(TropaError):
    """Cannot be kept right now; nothing is lost, the sender tries again."""

    status = 503
