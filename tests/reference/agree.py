"""An answer of the product against what its slow twin says, figure by figure."""

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import cast

from tropa.measure.interval import Rate


def agree(found: object, slow: object, where: str = "") -> None:
    """Say at which figure they differ; a twin may say less than the answer does."""
    if isinstance(slow, Mapping):
        slowly = cast("Mapping[str, object]", slow)
        if isinstance(found, dict):
            quickly = cast("dict[str, object]", found)
            assert quickly.keys() == slowly.keys(), f"{where}: {found} {slow}"
        else:
            quickly = {name: getattr(found, name) for name in slowly}
        for name, one in slowly.items():
            agree(quickly[name], one, f"{where}.{name}")
    elif isinstance(found, Rate):
        assert (found.numerator, found.denominator) == slow, where
    elif isinstance(slow, list | tuple):
        many, others = cast("Sequence[object]", found), cast("Sequence[object]", slow)
        assert len(many) == len(others), f"{where}: {many} {others}"
        for at, (one, other) in enumerate(zip(many, others, strict=True)):
            agree(one, other, f"{where}[{at}]")
    elif isinstance(slow, Fraction) and isinstance(found, float | int):
        assert math.isclose(found, slow, rel_tol=1e-9, abs_tol=1e-9), f"{where}: {found} {slow}"
    else:
        assert found == slow, f"{where}: {found} {slow}"
