"""How a value is spelt in YAML: without quotes where every reader takes it for the same."""

import re
from collections.abc import Iterator
from typing import Final

from tropa.map.node import Scalar

_WORDS_OF_OTHERS: Final = frozenset({"no", "yes", "on", "off", "null", "~"})
_BEGINS_SOMETHING: Final = re.compile(r"[\s,\[\]{}#&*!|>'\"%@`]|[-?:](?:\s|$|[-?:])")
_MEANS_SOMETHING: Final = re.compile(r":\s|:$|\s#|[\n\r\t\u2028\u2029]|\s$")
_FIGURES_OF_OTHERS: Final = re.compile(r"[+-]?0[\d_]+|[+-]?\d[\d_]*(?::[0-5]?\d)+")
_ESCAPES: Final = str.maketrans(
    {
        "\\": "\\\\",
        '"': '\\"',
        "\n": "\\n",
        "\r": "\\r",
        "\t": "\\t",
        "\u2028": "\\L",
        "\u2029": "\\P",
    }
)


def spelt(text: str) -> str:
    """The value without quotes where every reader of YAML takes it for the same text."""
    plain = not (
        not text
        or _BEGINS_SOMETHING.match(text)
        or _MEANS_SOMETHING.search(text)
        or _FIGURES_OF_OTHERS.fullmatch(text)
        or text.lower() in _WORDS_OF_OTHERS
    )
    if plain:
        return text
    if ('"' in text or "\\" in text) and not _MEANS_SOMETHING_IN_QUOTES.search(text):
        return single(text)
    return double(text)


_MEANS_SOMETHING_IN_QUOTES: Final = re.compile(r"[\n\r\t\u2028\u2029]")


def spellings(source: str, old: Scalar, text: str) -> Iterator[str]:
    """Ways to write the value in place of the old one, the likest to it first."""
    raw = source[old.start : old.end]
    if raw[:1] in ("|", ">") and not old.plain:
        yield from _block_spellings(source, raw, text)
        return
    # An empty value has no character of its own, not even the space before it.
    space = "" if raw or source[old.start - 1 : old.start].isspace() else " "
    if raw[:1] == "'" and not old.plain and not _MEANS_SOMETHING_IN_QUOTES.search(text):
        yield single(text)
    if raw[:1] == '"' and not old.plain:
        yield double(text)
    yield space + spelt(text)
    yield space + double(text)


def _block_spellings(source: str, raw: str, text: str) -> Iterator[str]:
    """In place of a text of several lines: the same again, or a value of one line.

    Blank lines behind it and a comment beside its mark stay.
    """
    head, _, body = raw.partition("\n")
    comment = "".join(re.findall(r"\s+#.*$", head.rstrip("\r")))
    tail = raw[len(raw.rstrip()) :]
    end = "\r\n" if "\r\n" in source else "\n"
    first = next((line for line in body.splitlines() if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip())]
    lines = text.removesuffix("\n").split("\n")
    if len(lines) > 1 and indent and "\r" not in text:
        chomp = "" if text.endswith("\n") else "-"
        written = end.join(indent + line if line else "" for line in lines)
        yield f"|{chomp}{comment}{end}{written}{tail}"
    yield f"{spelt(text)}{comment}{tail}"
    yield f"{double(text)}{comment}{tail}"


_MEANS_IN_FLOW: Final = re.compile(r"[,\[\]{}]|:(?=[,\[\]{}]|$)")


def spelt_in_flow(text: str) -> str:
    """The value inside `[…]` or `{…}`, where commas and brackets mean something."""
    plain = spelt(text)
    if plain is not text or not _MEANS_IN_FLOW.search(text):
        return plain
    return double(text)


def single(text: str) -> str:
    """The text between single quotes."""
    return "'" + text.replace("'", "''") + "'"


def double(text: str) -> str:
    """The text between double quotes: any text at all, on one line."""
    return f'"{text.translate(_ESCAPES)}"'
