"""Sends what an application would send, with the client library as its makers publish it.

    python segment_client.py ADDRESS KEY [gzip]

Prints the errors the library met, as JSON: none, when it is content.
"""

import json
import sys
from datetime import UTC, datetime
from typing import Any, cast

from segment.analytics import client as library  # pyright: ignore[reportMissingTypeStubs]

SENT = 6 * 50


def main(address: str, key: str, gzip: str = "") -> None:
    errors: list[str] = []

    def met(fault: Any, _: Any) -> None:
        errors.append(str(fault))

    client: Any = cast("Any", library).Client(
        key, host=address, on_error=met, gzip=bool(gzip), upload_size=40
    )
    tag = gzip or "plain"
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    for n in range(50):
        user, device = f"{tag}-u{n}", f"{tag}-d{n}"
        about = {"email": f"{tag}.{n}@shop.test", "name": "Анна"}
        client.identify(user, about, anonymous_id=device)
        client.track(user, "Order Completed", {"total": 10.5, "n": n}, timestamp=moment)
        client.page(user, "docs", "Главная", {"url": "https://shop.test/?utm_source=x"})
        client.screen(user, "app", "Корзина")
        client.group(user, f"g{n % 5}", {"plan": "pro"})
        client.alias(f"{tag}-old{n}", user)
    client.flush()
    client.join()
    sys.stdout.write(json.dumps(errors))


if __name__ == "__main__":
    main(*sys.argv[1:])
