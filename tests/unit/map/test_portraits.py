"""Portraits of a map: those of segments, those by themselves, and what they are called."""

from tropa.map.portraits import Portrait, portraits_of
from tropa.map.read import read_map

MAP = read_map("""
map: shop
title: Shop
segments:
  - segment: locals
    title: From Omsk
    who: city == "Omsk"
    persona:
      name: Anna
  - segment: plain
  - segment: silent
    title: Who says nothing
    persona:
      age: 40
personas:
  boris:
    title: Boris
    segment: locals
  ghost: {}
""")


def test_every_portrait_has_a_name_and_may_have_a_segment() -> None:
    assert portraits_of(MAP) == [
        Portrait("locals", "Anna", "locals"),
        Portrait("silent", "Who says nothing", "silent"),
        Portrait("boris", "Boris", "locals"),
        Portrait("ghost", "ghost", None),
    ]
