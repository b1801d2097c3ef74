"""How many requests a second a source may make: a bucket of tokens for each."""

import math
from dataclasses import dataclass


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Rates:
    """Buckets by source. A second's worth may come at once."""

    def __init__(self, a_second: int) -> None:
        """No limit when `a_second` is 0."""
        self._a_second = a_second
        self._buckets: dict[str, _Bucket] = {}

    def wait(self, source: str, now: float) -> int:
        """Take one request in: 0, or the whole seconds after which to come again.

        Args:
            source: whose request.
            now: seconds of a clock that only goes forward.
        """
        if not self._a_second:
            return 0
        bucket = self._buckets.get(source)
        if bucket is None:
            bucket = self._buckets[source] = _Bucket(float(self._a_second), now)
        gained = (now - bucket.at) * self._a_second
        bucket.tokens, bucket.at = min(float(self._a_second), bucket.tokens + gained), now
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return 0
        return max(1, math.ceil((1 - bucket.tokens) / self._a_second))
