"""How chains of nodes were made, in sentences."""

from tropa.clock import FOREVER, duration_text
from tropa.measure.questions.nodes.asked import Nodes

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
        said.append(("ask.made.nodes_session", {"gap": duration_text(nodes.gap)}))
    if nodes.by_node:
        said.append(("ask.made.nodes_ties", {}))
    if not nodes.exact:
        said.append(("ask.made.nodes_histogram", {}))
    return tuple(said)
