"""A mapping as text: what was guessed is saved, read over and mended by people."""

import re
from collections.abc import Mapping
from typing import Any, Final

import yaml

from tropa.collect.mapping import Cell, FileMapping, RowEvent

_LEADING_ZERO: Final = re.compile(r"[+-]?0\d+")
_SHARED: Final = ("time", "undated", "names", "properties", "amount", "currency")

_Node = dict[str, Any]


def mapping_text(mapping: FileMapping, heading: str = "") -> str:
    """The mapping in YAML; `read_mapping` gives the same mapping back.

    Args:
        mapping: what to write.
        heading: lines of a comment on top.
    """
    return yaml_text(_whole(mapping), heading)


def yaml_text(node: Mapping[str, Any], heading: str = "") -> str:
    """A document of a mapping in YAML, what is empty left out.

    Args:
        node: its keys in the order to be written.
        heading: lines of a comment on top.
    """
    comment = "".join(f"# {line}".rstrip() + "\n" for line in heading.splitlines())
    text = yaml.dump(
        _filled(node), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=96
    )
    return comment + text


def _whole(mapping: FileMapping) -> _Node:
    wishes = mapping.wishes
    node: _Node = {
        "mapping": mapping.name,
        "title": mapping.title,
        "encoding": wishes.encoding,
        "delimiter": {"\t": "tab"}.get(wishes.delimiter, wishes.delimiter),
        "sheet": wishes.sheet,
        "columns": list(wishes.columns),
        "timezone": mapping.timezone,
        "dates": mapping.dates,
        "decimal": mapping.decimal,
        "id": mapping.id,
        "voids": mapping.voids,
    }
    events = [_event(one) for one in mapping.events]
    # What all events say alike is said once, on top.
    for key in _SHARED:
        first = events[0].get(key)
        if first and all(one.get(key) == first for one in events):
            node[key] = first
            for one in events:
                del one[key]
    return {**node, "events": events}


def _event(one: RowEvent) -> _Node:
    properties = dict(one.properties)
    amount = properties.get("amount")
    if amount is not None and amount.kind == "money":
        del properties["amount"]
    else:
        amount = None
    currency = properties.pop("currency", None)
    return _filled(
        {
            "event": cell_node(one.event, "value"),
            "when": {header: list(texts) for header, texts in one.when.items()},
            "unless": {header: list(texts) for header, texts in one.unless.items()},
            "time": one.time[0] if len(one.time) == 1 else list(one.time),
            "undated": "" if one.undated == "refuse" else one.undated,
            "names": {kind.value: cell_node(cell) for kind, cell in one.names.items()},
            "properties": {name: cell_node(cell) for name, cell in properties.items()},
            "amount": cell_node(amount, usual="money") if amount else "",
            "currency": cell_node(currency, "value") if currency else "",
        }
    )


def cell_node(cell: Cell, single: str = "column", usual: str = "") -> _Node | str:
    """Where a value comes from, as short as it can be said."""
    node = _filled(
        {
            "column": cell.column,
            "value": cell.value,
            "values": dict(cell.values),
            "others": cell.others,
            "kind": "" if cell.kind == usual else cell.kind,
            "messenger": cell.messenger,
        }
    )
    return node[single] if list(node) == [single] else node


def _filled(node: Mapping[str, Any]) -> _Node:
    return {key: value for key, value in node.items() if value not in ("", [], {})}


class _Dumper(yaml.SafeDumper):
    """Lists stand under their key, a step further in; nothing is an anchor."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002 - the library's own signature
        super().increase_indent(flow, False)  # noqa: FBT003

    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(_: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # A number with a nought in front can be read in two ways, so it is never left bare.
    style = "'" if _LEADING_ZERO.fullmatch(text) else None
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
