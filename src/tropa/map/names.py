"""Names made from titles: «Коммерческое предложение» is `kommercheskoe_predlozhenie`."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from tropa.condition.parse import KEYWORDS
from tropa.map.phrases import FIXED

LONGEST: Final = 40
"""Longer titles are cut at a word: names are typed by people."""

_CYRILLIC: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў"
_LATIN: Final = (
    "a,b,v,g,d,e,e,zh,z,i,y,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,sch,,y,,e,yu,ya,i,yi,e,g,u"
)
_LETTERS: Final = dict(zip(_CYRILLIC, _LATIN.split(","), strict=True))


def name_from(title: str, otherwise: str, taken: Iterable[str] = ()) -> str:
    """A name for conditions and files, in lower-case Latin letters, figures and `_`.

    Args:
        title: what people call the thing, in any language.
        otherwise: the word to use where nothing Latin is left, or before a figure.
        taken: names that are not free any more.
    """
    spelt = "".join(_LETTERS.get(letter, letter) for letter in title.lower())
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    busy = {one.lower() for one in taken}
    name = _cut(words) or f"{otherwise}_{len(busy) + 1}"
    if not name[0].isalpha():
        name = f"{otherwise}_{name}"
    if name in KEYWORDS or name in FIXED:
        name = f"{name}_{otherwise}"
    return _free(name, busy)


def _cut(words: list[str]) -> str:
    name = ""
    for word in words:
        if name and len(name) + len(word) >= LONGEST:
            break
        name = f"{name}_{word}" if name else word[:LONGEST]
    return name


def _free(name: str, taken: set[str]) -> str:
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free
