"""Reading a drawn picture back: where each text stands, and in which cell."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from tropa.show.picture.text import STYLES, Style, width

SVG = "{http://www.w3.org/2000/svg}"
_STYLES = {style.name: style for style in STYLES}


@dataclass(frozen=True, slots=True)
class Box:
    """The ink of one line of text."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    cell: str

    def meets(self, other: "Box", slack: float = 0.6) -> bool:
        return (
            self.left + slack < other.right
            and other.left + slack < self.right
            and self.top + slack < other.bottom
            and other.top + slack < self.bottom
        )


def parsed(svg: str) -> ET.Element:
    """The picture as a tree; it fails where the XML is not well formed."""
    return ET.fromstring(svg)  # noqa: S314 - our own text


def boxes(root: ET.Element) -> list[Box]:
    """Every line of text of the picture."""
    found: list[Box] = []

    def walk(node: ET.Element, cell: str) -> None:
        cell = node.get("data-cell", cell)
        if node.tag == f"{SVG}text":
            found.extend(_lines(node, cell))
            return
        for child in node:
            walk(child, cell)

    walk(root, "")
    return found


def texts(root: ET.Element) -> list[str]:
    """The lines alone."""
    return [box.text for box in boxes(root)]


def overlaps(found: list[Box]) -> list[tuple[str, str]]:
    """Pairs of lines that stand on one another."""
    ordered = sorted(found, key=lambda box: box.top)
    pairs: list[tuple[str, str]] = []
    for at, box in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other.top >= box.bottom:
                break
            if box.meets(other):
                pairs.append((box.text, other.text))
    return pairs


def _lines(node: ET.Element, cell: str) -> list[Box]:
    classes = node.get("class", "").split()
    style = next(_STYLES[name[2:]] for name in classes if name.startswith("t-"))
    anchor = node.get("text-anchor", "start")
    spans = node.findall(f"{SVG}tspan")
    if spans:
        return [_box(span.text or "", span, style, anchor, cell) for span in spans]
    title = node.find(f"{SVG}title")
    said = (node.text or "") if title is None else (title.tail or "")
    return [_box(said, node, style, anchor, cell)]


def _box(said: str, node: ET.Element, style: Style, anchor: str, cell: str) -> Box:
    x, y, wide = float(node.get("x", "")), float(node.get("y", "")), width(said, style)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Box(said, left, left + wide, y - 0.72 * style.size, y + 0.2 * style.size, cell)
