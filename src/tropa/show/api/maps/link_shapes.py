"""What is answered about links by which strangers see a map."""

from msgspec import UNSET, UnsetType

from tropa.show.api.shapes import Shape


class MapLinkFacts(Shape):
    """A link by which strangers see a map."""

    id: str
    map: str
    map_title: str
    numbers: bool
    framed: bool
    title: str
    by: str | None
    created: str
    expires: str | None


class MapLinks(Shape):
    """Every link that works."""

    links: list[MapLinkFacts]


class MapLinkMade(MapLinkFacts):
    """A new link; the link itself is told this once."""

    link: str
    frame: str | UnsetType = UNSET
    """What is put into a page of another site, where the link may stand in one."""


class MapLinkEnded(Shape):
    """A link that works no more."""

    id: str
