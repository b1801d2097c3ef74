"""A question's text to its record: read by the vocabulary, every name checked.

YAML and JSON alike (JSON is YAML). What cannot be read is refused with line and column, the
nearest known word and the next step, as a map is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from tropa.event import event_name
from tropa.map.conditions import check_conditions
from tropa.map.document import Map
from tropa.map.finding import Finding, MapRefused
from tropa.map.kinds import Reading, as_written, near
from tropa.map.node import Mapping as Node
from tropa.map.node import Scalar, TextRefused, compose, decode
from tropa.measure.questions.query import Kind

NAME: Final = "question"

_OWN_CODES: Final = {
    "empty_map": "empty_question",
    "not_a_mapping": "empty_question",
    "file_too_large": "question_too_large",
}
"""What is said of a map's text in other words than of a question's."""

_GUESSES: Final = 20
"""Unknown names that are answered with the nearest known one: to look for it takes a while."""


@dataclass(frozen=True)
class Written:
    """A question as written, without findings."""

    kind: Kind
    record: dict[str, Any]
    reading: Reading
    text: str
    name: str = NAME

    @property
    def map_id(self) -> str | None:
        """The map it names."""
        return cast("str | None", self.record.get("map"))

    @property
    def needs_map(self) -> bool:
        """Whether it names touchpoints, stages or segments, or asks for all of them."""
        if self.record.get("of") in ("touchpoints", "stages", "channels"):
            return True
        return any(one.kinds != ("event",) for one in self.reading.references)

    def check_names(self, map_: Map | None, events: set[str]) -> None:
        """Refuse names that nothing bears.

        Args:
            map_: the map asked about.
            events: names of events that ever came.

        Raises:
            MapRefused: with every such name and the nearest known one.
        """
        known = _known(map_, events)
        findings: list[Finding] = []
        for one in self.reading.references:
            kind = one.kinds[0]
            if _is_known(one.name, kind, known):
                continue
            code = "unknown_event" if kind == "event" else f"unknown_{kind}"
            if map_ is None and kind != "event":
                code = "no_map_asked"
            values: dict[str, object] = {"found": one.name[:80], "kind": kind}
            values["near"] = ""
            if len(findings) < _GUESSES:
                values["near"] = near(one.name, sorted(known.get(kind, ())))
            findings.append(Finding(code, "refused", one.place, one.path, values=values))
        if findings:
            raise MapRefused(findings, self.name)


def read_question(data: bytes | str, kinds: Mapping[str, Kind], name: str = NAME) -> Written:
    """The question a text holds.

    Raises:
        MapRefused: with every finding: syntax, unknown words, bad values.
    """
    reading = Reading()
    try:
        raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
        reading.source = decode(raw)
        root = compose(reading.source)
    except TextRefused as fault:
        code = _OWN_CODES.get(fault.code, fault.code)
        raise MapRefused(
            [Finding(code, "refused", fault.place, values=fault.values)], name
        ) from None
    kind = kinds.get(_kind_name(root))
    if kind is None:
        raise MapRefused([_no_kind(root, kinds)], name)
    record = cast("dict[str, Any]", kind.fields.read(root, (), reading))
    check_conditions(reading)
    if "last" in record and "from" in record:
        place = reading.places[("last",)]
        reading.refuse("one_of", place, ("last",), allowed="from, last", n=2)
    if reading.findings:
        raise MapRefused(sorted(reading.findings, key=lambda one: one.place), name)
    return Written(kind, record, reading, reading.source, name)


def _kind_name(root: Node) -> str:
    found = root.pairs.get("question")
    return found[1].text if found is not None and isinstance(found[1], Scalar) else ""


def _no_kind(root: Node, kinds: Mapping[str, Kind]) -> Finding:
    name, allowed = _kind_name(root), ", ".join(kinds)
    found = root.pairs.get("question")
    values: dict[str, object]
    if found is None:
        values = {"key": "question", "allowed": allowed}
        return Finding("no_question", "refused", root.place, values=values)
    values = {
        "found": as_written(found[1]),
        "allowed": allowed,
        "near": near(name, list(kinds)),
    }
    return Finding("not_a_choice", "refused", found[1].place, ("question",), values=values)


def _known(map_: Map | None, events: set[str]) -> dict[str, set[str]]:
    known = {"event": set(events)}
    if map_ is not None:
        known["touchpoint"] = {one.id for one in map_.touchpoints}
        known["stage"] = {one.id for one in map_.stages}
        known["segment"] = {one.id for one in map_.segments}
        known["event"] |= {name for one in map_.touchpoints for name in one.events}
    return known


def _is_known(name: str, kind: str, known: dict[str, set[str]]) -> bool:
    names = known.get(kind, set())
    if kind != "event":
        return name in names
    return (
        name == "*"
        or name in names
        or event_name(name) in names
        or any(event_name(one) == event_name(name) for one in names)
    )
