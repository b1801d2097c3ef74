"""Who a drawn person is: a name, a phone, a mailbox, a device, where they came from.

All of it is drawn from the person's own number, so nobody is ever somebody else. Phones and
mailboxes are such that nobody real can have them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias, TypeVar, cast

from tropa.chance import Draws
from tropa.map.document import Map
from tropa.plan.assumptions import Assumptions
from tropa.plan.fields import fitting
from tropa.trail import Scalar
from tropa.words import say

_Option = TypeVar("_Option")
_Traits: TypeAlias = tuple[tuple[str, Scalar], ...]

_LATIN: Final = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэё", "abvgdeziyklmnoprstufyee", strict=True)),
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "sch",
        "ю": "yu",
        "я": "ya",
        "ъ": "",
        "ь": "",
        "'": "",
        "-": "",
    }
)
_MAILBOXES: Final = ("mail.example", "post.example", "box.example")

# Codes no operator has given to anybody: in Russia, and in America, where codes with a nine in
# the middle are kept for later.
_CODES: Final = {
    "ru": ("7", (973, 974, 975, 976)),
    "en": ("1", tuple(first * 100 + 90 + last for first in range(2, 10) for last in range(10))),
}
_LOCALS: Final = range(2_000_000, 10_000_000)
_MIXING: Final = 7_654_321
"""Shares no factor with how many numbers there are: neighbours get numbers far apart."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """One drawn person."""

    id: str
    """Of no other person, ever."""
    serial: int
    """Of no other person who may tell their name."""
    device: str
    """The kind of the one they come on: a phone, a desktop."""
    source: str
    stitched: bool
    """Their devices are recognised as theirs once they name themselves."""
    two_devices: bool
    draws: Draws
    """What else they are is drawn when somebody asks."""


class Introduced(NamedTuple):
    """What people tell of themselves."""

    name: str
    email: str
    """Empty where they leave none."""
    traits: _Traits


class Crowd:
    """Draws who people are, by the map's plan and its segments."""

    def __init__(self, map_: Map, assumptions: Assumptions, room: int) -> None:
        """Read the map's shares.

        Args:
            map_: the map.
            assumptions: for what it does not say.
            room: more people than this never begin on one day.
        """
        self._assumed, self._room = assumptions, room
        words = {
            name: say(f"plan.people.{name}", map_.language).split()
            for name in ("women", "men", "surnames_of_women", "surnames_of_men")
        }
        self._women = words["women"], words["surnames_of_women"]
        self._men = words["men"], words["surnames_of_men"]
        self._country, self._codes = _CODES[map_.language]
        self.sources = _shares(map_, "sources", assumptions.sources)
        self.devices = _shares(map_, "devices", assumptions.devices)
        self._segments = _segments(map_)
        self._consents = any("consent" in name for name in map_.traits)

    def somebody(self, seed: str | int, day: int, number: int) -> Somebody:
        """The person of this number on this day."""
        draws = Draws(seed, day, number, "who")
        return Somebody(
            id=f"{day}-{number}",
            serial=day * self._room + number,
            device=_by_share(self.devices, draws.next()),
            source=_by_share(self.sources, draws.next()),
            stitched=draws.next() < self._assumed.stitched,
            two_devices=draws.next() < self._assumed.second_device,
            draws=draws,
        )

    def introduced(self, who: Somebody) -> Introduced:
        """What somebody tells of themselves; asked once."""
        draws = who.draws
        first, last = self._women if draws.next() < 0.5 else self._men
        given, family = _one_of(first, draws.next()), _one_of(last, draws.next())
        email = ""
        if draws.next() < self._assumed.leaves_email:
            local = f"{given[0]}.{family}".lower().translate(_LATIN)
            email = f"{local}.{who.serial:x}@{_one_of(_MAILBOXES, draws.next())}"
        return Introduced(f"{given} {family}", email, self._traits(draws))

    def phone(self, who: Somebody) -> str:
        """Their number."""
        mixed = who.serial * _MIXING % (len(self._codes) * len(_LOCALS))
        code, local = divmod(mixed, len(_LOCALS))
        return f"+{self._country}{self._codes[code]}{_LOCALS[local]}"

    def _traits(self, draws: Draws) -> _Traits:
        found: _Traits = ()
        if self._segments:
            found = _by_share(self._segments, draws.next())
        if self._consents:
            found = (*found, ("ads_consent", draws.next() < self._assumed.ads_consent))
        return found


def _one_of(options: Sequence[str], point: float) -> str:
    return options[int(point * len(options))]


def _by_share(options: Sequence[tuple[_Option, float]], point: float) -> _Option:
    whole = sum(share for _, share in options)
    place = point * whole
    for option, share in options:
        place -= share
        if place < 0:
            return option
    return options[-1][0]


def _shares(
    map_: Map, name: str, otherwise: Sequence[tuple[str, float]]
) -> Sequence[tuple[str, float]]:
    """Shares the plan states, else what is assumed."""
    said = map_.section("plan").get(name)
    if not isinstance(said, Mapping):
        return otherwise
    shares = cast("Mapping[str, object]", said)
    found = [
        (one, float(share)) for one, share in shares.items() if isinstance(share, float | int)
    ]
    return found if any(share for _, share in found) else otherwise


def _segments(map_: Map) -> Sequence[tuple[_Traits, float]]:
    """What is known of people of each segment, by how many there are of them."""
    found: list[tuple[_Traits, float]] = []
    for one in map_.segments:
        fields = next(fitting([one.who], [], {}), None) if one.who is not None else None
        if fields is not None:
            size = one.record.get("size")
            found.append((fields.values, float(size) if isinstance(size, int | float) else 1.0))
    return found
