"""Shapes of a map's parts: lists, mappings by name, and records with known keys."""

from collections.abc import ItemsView
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from tropa.map.finding import Path
from tropa.map.kinds import NAME, Defined, Kind, Reading, near
from tropa.map.node import Mapping, Node, Scalar, Sequence

Record: TypeAlias = dict[str, object]

# Read as the name of whatever stands in the list or on top, as other tools write it.
SYNONYM: Final = "id"
NOTES: Final = "fields"
"""Where a record takes notes of whoever writes it, under names of their own."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record: what it holds, what it means, and whether it must be there."""

    kind: Kind
    means: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Many:
    """One value or a list of them."""

    each: Kind

    def read(self, node: Node, path: Path, reading: Reading) -> list[object]:
        nodes = node.items if isinstance(node, Sequence) else [node]
        values = [self.each.read(one, (*path, at), reading) for at, one in enumerate(nodes)]
        return [value for value in values if value is not None]


@dataclass(frozen=True, slots=True)
class Records:
    """Records under a name of the person's choice: a mapping where order means nothing.

    `defines` says which kind of name each key defines.
    """

    each: Kind
    defines: str = ""
    free_names: bool = False

    def read(self, node: Node, path: Path, reading: Reading) -> dict[str, object]:
        records: dict[str, object] = {}
        for name, (key, value) in _pairs(node, path, reading):
            if not self.free_names and not _named(key, path, reading):
                continue
            if self.defines:
                define(name, self.defines, key, path, reading)
            at = (*path, name)
            reading.places[at] = key.place
            if isinstance(value, Scalar) and value.plain and not value.text:
                # A name with nothing under it yet is a record without keys.
                value = Mapping({}, value.place, value.start, value.end)  # noqa: PLW2901
            records[name] = self.each.read(value, at, reading)
        return records


@dataclass(frozen=True, slots=True)
class Short:
    """A record that may be written as the value of one of its keys alone.

    `lost: did refusal` stands for `lost: {when: did refusal}`.
    """

    record: "Fields"
    single: str

    def read(self, node: Node, path: Path, reading: Reading) -> Record:
        if isinstance(node, Mapping):
            return self.record.read(node, path, reading)
        kind = self.record.keys[self.single].kind
        return {self.single: kind.read(node, (*path, self.single), reading)}


@dataclass(frozen=True, slots=True)
class Values:
    """Single values under a name: `{plain: 50%, installment: 50%}`."""

    each: Kind
    names: str = ""

    def read(self, node: Node, path: Path, reading: Reading) -> dict[str, object]:
        pairs = _pairs(node, path, reading)
        return {
            name: self.each.read(value, (*path, name), reading) for name, (_, value) in pairs
        }


@dataclass(frozen=True, slots=True)
class Series:
    """A list of records, each begun by its name (`- stage: lead`): the order has a meaning."""

    name_key: str
    each: "Fields"
    defines: str = ""

    def read(self, node: Node, path: Path, reading: Reading) -> list[Record]:
        if isinstance(node, Scalar) and not node.text:
            return []
        if not isinstance(node, Sequence):
            reading.refuse(
                "not_a_list", node.place, path, key=str(path[-1]), name=self.name_key
            )
            return []
        records: list[Record] = []
        for at, item in enumerate(node.items):
            record = self._record(item, (*path, at), reading)
            if record is not None:
                records.append(record)
        return records

    def _record(self, item: Node, path: Path, reading: Reading) -> Record | None:
        if not isinstance(item, Mapping):
            reading.refuse("not_a_mapping_here", item.place, path, key=self.name_key)
            return None
        key = self.name_key if self.name_key in item.pairs else SYNONYM
        if key not in item.pairs:
            reading.refuse("missing_name", item.place, path, key=self.name_key)
            return None
        record = self.each.read(item, path, reading, leave=key)
        name = item.pairs[key][1]
        reading.places[path] = item.pairs[key][0].place
        if not isinstance(name, Scalar):
            reading.refuse("bad_name", name.place, path, found="[…]")
            return None
        if not _named(name, path, reading):
            return None
        if self.defines:
            define(name.text, self.defines, name, path, reading)
        return {self.name_key: name.text, **record}


@dataclass(frozen=True, slots=True)
class Fields:
    """A record with known keys; an unknown key is refused with the nearest known one."""

    keys: MappingOf[str, Key]
    what: str = ""
    together: tuple[str, ...] = field(default=())
    """Keys of which exactly one may stand: one key a mode."""

    def read(self, node: Node, path: Path, reading: Reading, leave: str = "") -> Record:
        record: Record = {}
        if not isinstance(node, Mapping):
            reading.refuse("not_a_mapping_here", node.place, path, key=str(path[-1]))
            return record
        reading.places.setdefault(path, node.place)
        for name, (key, value) in node.pairs.items():
            if name == leave:
                continue
            known = self.keys.get(name)
            if known is None:
                reading.refuse("unknown_field", key.place, path, **self._instead_of(name))
                continue
            reading.places[(*path, name)] = key.place
            record[name] = known.kind.read(value, (*path, name), reading)
        self._check_presence(node, path, reading)
        return record

    def _instead_of(self, name: str) -> dict[str, str]:
        """What might have been meant by a key nobody knows."""
        known = list(self.keys)
        # Only where notes of one's own may stand is it advice to write them there.
        notes = NOTES if NOTES in self.keys else ""
        allowed = ", ".join(known)
        return {"found": name, "near": near(name, known), "allowed": allowed, "notes": notes}

    def _check_presence(self, node: Mapping, path: Path, reading: Reading) -> None:
        for name, key in self.keys.items():
            if key.needed and name not in node.pairs:
                reading.refuse("missing_field", node.place, path, key=name)
        modes = [name for name in self.together if name in node.pairs]
        if self.together and len(modes) != 1:
            allowed = ", ".join(self.together)
            place = node.pairs[modes[1]][0].place if modes else node.place
            reading.refuse("one_of", place, path, allowed=allowed, n=len(modes))


@dataclass(frozen=True, slots=True)
class Anything:
    """Whatever the person wants to note; kept as written."""

    def read(self, node: Node, path: Path, reading: Reading) -> object:
        match node:
            case Scalar():
                return node.text
            case Sequence():
                return [
                    self.read(one, (*path, at), reading) for at, one in enumerate(node.items)
                ]
            case Mapping():
                pairs = node.pairs.items()
                return {key: self.read(one, (*path, key), reading) for key, (_, one) in pairs}


def _pairs(node: Node, path: Path, reading: Reading) -> ItemsView[str, tuple[Scalar, Node]]:
    if isinstance(node, Mapping):
        return node.pairs.items()
    if not (isinstance(node, Scalar) and not node.text):
        reading.refuse("not_a_mapping_here", node.place, path, key=str(path[-1]))
    return dict[str, tuple[Scalar, Node]]().items()


def define(name: str, kind: str, scalar: Scalar, path: Path, reading: Reading) -> None:
    """A name comes into being; a second one of any kind is refused, whatever its case."""
    known = reading.defined.get(name.lower())
    if known is not None:
        reading.refuse(
            "duplicate_id", scalar.place, path, found=name, line=known.place[0], kind=known.kind
        )
        return
    reading.defined[name.lower()] = Defined(name, kind, scalar.place)


def _named(scalar: Scalar, path: Path, reading: Reading) -> bool:
    if NAME.fullmatch(scalar.text):
        return True
    reading.refuse("bad_name", scalar.place, path, found=scalar.text[:60])
    return False
