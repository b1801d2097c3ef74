"""How chains of nodes were made, in sentences; and what bounded memory did to the answer."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from tropa.clock import FOREVER
from tropa.measure.questions.nodes.asked import Nodes
from tropa.words import LANGUAGES, length_words, say

Said = tuple[tuple[str, dict[str, object]], ...]


def nodes_made(nodes: Nodes) -> Said:
    """What the nodes are and how trails are cut into chains of them."""
    said: list[tuple[str, dict[str, object]]] = []
    names = ", ".join(dict.fromkeys(one.name for one in nodes.listed))
    said.append((f"ask.made.nodes_{nodes.of}", {"nodes": names}))
    if nodes.groupings:
        groups = ", ".join(dict.fromkeys(name for _, name in nodes.groupings))
        said.append(("ask.made.nodes_grouped", {"groups": groups}))
    if nodes.collapse:
        said.append(("ask.made.nodes_collapsed", {}))
    if nodes.gap != FOREVER:
        said.append(("ask.made.nodes_session", {"gap": partial(length_words, nodes.gap)}))
    if nodes.by_node:
        said.append(("ask.made.nodes_ties", {}))
    if not nodes.exact:
        said.append(("ask.made.nodes_histogram", {}))
    return tuple(said)


def remarks(nodes: Nodes, *, exact: bool, depth: int, asked: int) -> list[dict[str, Any]]:
    """What is less than was asked, because there was too much.

    Args:
        nodes: as asked.
        exact: whether medians are exact after all.
        depth: nodes by which whole chains are told apart.
        asked: nodes by which they should have been.
    """
    return list(_remarks(nodes, exact=exact, depth=depth, asked=asked))


def _remarks(nodes: Nodes, *, exact: bool, depth: int, asked: int) -> Iterator[dict[str, Any]]:
    if nodes.exact and not exact:
        yield _remark("medians_rough")
    if depth < asked:
        yield _remark("chains_short", n=depth)


def _remark(code: str, **values: int) -> dict[str, Any]:
    words = {language: say(f"ask.nodes.{code}", language, **values) for language in LANGUAGES}
    return {"code": code, **values, "words": words}
