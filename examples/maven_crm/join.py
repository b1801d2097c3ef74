# ruff: noqa: INP001 - a script that stands by itself
"""Adds to each deal what other tables know of it: `python join.py FOLDER deals.csv`.

FOLDER holds the published tables, unpacked or not (`.csv` or `.csv.gz`). Of the agent come the
manager and the office, of the account its sector («technolgy» spelled right), of the product
its list price. Nothing is made up.
"""

import csv
import gzip
import io
import sys
from pathlib import Path

SPELLED = {"technolgy": "technology", "GTXPro": "GTX Pro"}
MORE = ("manager", "regional_office", "sector", "sales_price")


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table."""
    plain = folder / f"{name}.csv"
    data = plain.read_bytes() if plain.exists() else gzip.decompress(_packed(folder, name))
    return list(csv.DictReader(io.StringIO(data.decode())))


def _packed(folder: Path, name: str) -> bytes:
    return (folder / f"{name}.csv.gz").read_bytes()


def join(folder: Path, to: Path) -> None:
    """Write the deals with four columns more."""
    teams = {one["sales_agent"]: one for one in table(folder, "sales_teams")}
    accounts = {one["account"]: one for one in table(folder, "accounts")}
    products = {one["product"]: one for one in table(folder, "products")}
    deals = table(folder, "sales_pipeline")
    with to.open("w", encoding="utf-8", newline="") as written:
        found = csv.DictWriter(written, [*deals[0], *MORE], lineterminator="\n")
        found.writeheader()
        for deal in deals:
            team = teams[deal["sales_agent"]]
            sector = accounts.get(deal["account"], {}).get("sector", "")
            product = SPELLED.get(deal["product"], deal["product"])
            more = {
                "manager": team["manager"],
                "regional_office": team["regional_office"],
                "sector": SPELLED.get(sector, sector),
                "sales_price": products[product]["sales_price"],
            }
            found.writerow(deal | more)


if __name__ == "__main__":
    join(Path(sys.argv[1]), Path(sys.argv[2]))
