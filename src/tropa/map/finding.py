"""What there is to say about a map: where, which rule, how bad, what to do."""

from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from tropa.errors import MapFault
from tropa.map.node import Place
from tropa.words import Language, has_words, say

Path: TypeAlias = tuple[str | int, ...]
"""The way to an element: `("stages", 2, "enter")`."""

Severity: TypeAlias = Literal["refused", "error", "launch", "note"]
"""
refused   the map cannot be loaded at all
error     the map can be loaded and edited, and is wrong
launch    fine in a draft, must be mended before launch
note      worth knowing, never in the way
"""

SEVERITIES: Final[tuple[Severity, ...]] = ("refused", "error", "launch", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say: a stable code, the place, the values its sentences need."""

    code: str
    severity: Severity
    place: Place
    path: Path = ()
    rule: str = ""
    values: dict[str, object] = field(default_factory=dict[str, object])

    def message(self, language: Language) -> str:
        return say(f"map.{self._key}.what", language, **_said(self.values, language))

    def advice(self, language: Language) -> str:
        return say(f"map.{self._key}.next", language, **_said(self.values, language))

    @property
    def _key(self) -> str:
        # `unknown_stage`, `unknown_owner` … differ by the kind they name alone.
        return self.code if has_words(f"map.{self.code}.what") else "unknown_name"

    def line(self, name: str, language: Language) -> str:
        """The finding as one line: place, rule, what, next step, code."""
        at = f"{name}:{self.place[0]}:{self.place[1]}:"
        said = (at, self.rule, self.message(language), self.advice(language), f"[{self.code}]")
        return " ".join(part for part in said if part)

    def as_json(self, name: str, language: Language) -> dict[str, object]:
        return {
            "file": name,
            "line": self.place[0],
            "column": self.place[1],
            "path": ".".join(str(step) for step in self.path),
            "rule": self.rule,
            "code": self.code,
            "severity": self.severity,
            "message": self.message(language),
            "next": self.advice(language),
        }


class MapRefused(MapFault):
    """A map that cannot be loaded; carries every reason found."""

    def __init__(self, findings: list[Finding], name: str = "map") -> None:
        first = findings[0]
        super().__init__(first.code, where=f"{name}:{first.place[0]}:{first.place[1]}")
        self.findings = findings
        self.name = name

    def message(self, language: Language) -> str:
        return f"{self.where}: {self.findings[0].message(language)}"

    def advice(self, language: Language) -> str:
        advice = self.findings[0].advice(language)
        more = len(self.findings) - 1
        return f"{advice} {say('map.and_more', language, n=more)}" if more else advice

    def as_json(self, language: Language) -> dict[str, object]:
        shape = super().as_json(language)
        shape["findings"] = [one.as_json(self.name, language) for one in self.findings]
        return shape


def _said(values: dict[str, object], language: Language) -> dict[str, object]:
    """Values for the sentence: a `kind`, `expected` or `core` is itself a key of words."""
    said = dict(values)
    for name in ("kind", "expected", "core"):
        key = said.get(name)
        if isinstance(key, str):
            said[name] = say(f"map.{name}.{key}", language)
    problem = f"condition.{said.get('problem')}"
    if has_words(problem):
        said["problem"] = say(problem, language, **said)
    near = said.get("near")
    if "near" in said:
        said["near"] = say("map.did_you_mean", language, near=near) if near else ""
    if "notes" in said:
        said["notes"] = say("map.own_notes", language) if said["notes"] else ""
    return said
