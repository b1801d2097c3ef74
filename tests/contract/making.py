"""Bodies and files too large or too odd to be written out: made by name."""

import base64
import gzip
import io
import json
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, Final

import polars as pl

Recipe = dict[str, Any]

MAP: Final = (
    "id: m1\ntitle: Map\nstages:\n  - {id: new, title: New}\n  - {id: won, title: Won}\n"
)
HEAD: Final = "user_id,event,timestamp,email\n"


def make(recipe: Recipe) -> bytes:
    """The bytes a `gen` stands for."""
    return MAKERS[recipe["name"]](recipe)


# ---------------------------------------------------------------- requests


def event(at: int = 0, size: int = 0, tag: str = "made") -> dict[str, Any]:
    """An ordinary event, padded to about so many bytes."""
    made: dict[str, Any] = {
        "type": "track",
        "userId": "u1",
        "event": "x",
        "messageId": f"{tag}-{at}",
        "properties": {},
    }
    made["properties"]["pad"] = "p" * max(0, size - len(dense(made)) - len(b'"pad":""'))
    return made


def dense(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _one(field: str, value: str) -> bytes:
    """An event whose property is a piece of JSON as it stands."""
    name = field.removeprefix("properties.")
    return f'{{"userId":"u1","event":"x","properties":{{"{name}":{value}}}}}'.encode()


def _big_int(recipe: Recipe) -> bytes:
    return _one(recipe["field"], "9" * recipe["digits"])


def _nested_raw(recipe: Recipe) -> bytes:
    before, behind = (b"[", b"]") if recipe["kind"] == "array" else (b'{"a":', b"}")
    return before * recipe["depth"] + b"1" + behind * recipe["depth"]


def _nested(recipe: Recipe) -> bytes:
    text = _nested_raw({"kind": "object", **recipe}).decode()
    return _one("v", text)


def _wide(recipe: Recipe) -> bytes:
    made = {**event(tag="wide"), recipe["field"]: {f"k{n}": n for n in range(recipe["keys"])}}
    return dense(made)


def _event_of_size(recipe: Recipe) -> bytes:
    made = event(recipe["bytes"], recipe["bytes"], tag="sized")
    text = dense(made)
    assert len(text) == recipe["bytes"], len(text)
    return text


def _batch_of_size(recipe: Recipe) -> bytes:
    """A batch of exactly so many bytes."""
    tag = f"batch{recipe['bytes']}"
    every: list[dict[str, Any]] = []
    left = recipe["bytes"] - len(b'{"batch":[]}')
    while left > 0:
        size = min(recipe["event_bytes"], left)
        if 0 < left - size < 200:
            size = left // 2
        every.append(event(len(every), size, tag))
        left -= len(dense(every[-1])) + 1
    every[-1]["properties"]["pad"] += "p" * (left + 1)
    text = dense({"batch": every})
    assert len(text) == recipe["bytes"], (len(text), recipe["bytes"])
    return text


def _batch(recipe: Recipe) -> bytes:
    tag = recipe.get("tag", f"b{recipe['n']}")
    every: list[Any] = [
        event(at, recipe.get("event_bytes", 0), tag) for at in range(recipe["n"])
    ]
    for at in recipe.get("poison", ()):
        every[at] = {"type": "track", "event": "x"}
    return dense({"batch": every})


def _gzip(recipe: Recipe) -> bytes:
    data = make({"tag": f"gzip{recipe.get('times', 1)}", **recipe["of"]})
    for _ in range(recipe.get("times", 1)):
        data = gzip.compress(data)
    return data[: -recipe["truncate"]] if "truncate" in recipe else data


def _gzip_zeros(recipe: Recipe) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    piece = b"0" * (1 << 20)
    packed = b"".join(packer.compress(piece) for _ in range(recipe["bytes"] >> 20))
    return packed + packer.flush()


# ---------------------------------------------------------------- maps


def _yaml_big(recipe: Recipe) -> bytes:
    return MAP.encode() + b"# " + b"x" * recipe["bytes"]


def _yaml_title(recipe: Recipe) -> bytes:
    return MAP.replace("title: Map", f"title: {'x' * recipe['bytes']}").encode()


def _yaml_stages(recipe: Recipe) -> bytes:
    lines = "".join(f"  - {{id: s{n}, title: S{n}}}\n" for n in range(recipe["n"]))
    return f"id: m1\ntitle: Map\nstages:\n{lines}".encode()


def _yaml_laughs(recipe: Recipe) -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]"
        for level in range(1, recipe["levels"])
    ]
    return "\n".join(lines).encode()


def _repeat(recipe: Recipe) -> bytes:
    return (recipe["open"] * recipe["n"] + recipe["close"] * recipe["n"]).encode()


# ---------------------------------------------------------------- files


def _csv(recipe: Recipe) -> bytes:
    rows = (
        f"u{n % 997},Signup,2026-01-01T{n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}Z,\n"
        for n in range(recipe["rows"])
    )
    return (HEAD + "".join(rows)).encode()


def _csv_cell(recipe: Recipe) -> bytes:
    return f"{HEAD}u1,{'x' * recipe['bytes']},2026-01-01T00:00:00Z,a@x.test\n".encode()


def archive(entries: list[tuple[zipfile.ZipInfo | str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for entry, data in entries:
            made.writestr(entry, data)
    return packed.getvalue()


def _zip_many(recipe: Recipe) -> bytes:
    return archive([(f"{n}.csv", b"a\n") for n in range(min(recipe["n"], 2_000))])


def _zip_names(recipe: Recipe) -> bytes:
    return archive([(name, HEAD.encode()) for name in recipe["names"]])


def _zip_symlink(_: Recipe) -> bytes:
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return archive([(link, b"/etc/passwd")])


def _zip_overlap(_: Recipe) -> bytes:
    data = bytearray(archive([("a.csv", HEAD.encode()), ("b.csv", HEAD.encode())]))
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(data)


def _zip_nested(recipe: Recipe) -> bytes:
    data = HEAD.encode()
    for level in range(recipe["levels"]):
        data = archive([(f"{level}.zip" if level else "a.csv", data)])
    return data


def _zip_encrypted(_: Recipe) -> bytes:
    data = bytearray(archive([("a.csv", HEAD.encode())]))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def parquet(frame: pl.DataFrame) -> bytes:
    packed = io.BytesIO()
    frame.write_parquet(packed, statistics=False)
    return packed.getvalue()


def _parquet_dictionary(recipe: Recipe) -> bytes:
    return parquet(pl.select(user_id=pl.repeat(1, recipe["rows"], dtype=pl.Int8)))


def _parquet_zstd_page(recipe: Recipe) -> bytes:
    # What is refused is the size a page states; a seventh of the gigabytes states enough.
    return parquet(pl.DataFrame({"user_id": ["x" * (recipe["bytes"] // 7)]}))


def _truncate(recipe: Recipe) -> bytes:
    return parquet(pl.DataFrame({"user_id": ["u1"], "event": ["x"]}))[: -recipe["bytes"]]


MAKERS: Final[dict[str, Callable[[Recipe], bytes]]] = {
    "batch": _batch,
    "batch_of_size": _batch_of_size,
    "big_int": _big_int,
    "bytes_b64": lambda recipe: base64.b64decode(recipe["b64"]),
    "csv": _csv,
    "csv_cell": _csv_cell,
    "event_of_size": _event_of_size,
    "gzip": _gzip,
    "gzip_zeros": _gzip_zeros,
    "nested": _nested,
    "nested_raw": _nested_raw,
    "parquet_dictionary": _parquet_dictionary,
    "parquet_zstd_page": _parquet_zstd_page,
    "raw_bytes": lambda recipe: b"x" * recipe["bytes"],
    "repeat": _repeat,
    "truncate": _truncate,
    "upload_name": lambda _: (HEAD + "u1,Signup,2026-01-01T00:00:00Z,\n").encode(),
    "wide": _wide,
    "yaml_big": _yaml_big,
    "yaml_laughs": _yaml_laughs,
    "yaml_stages": _yaml_stages,
    "yaml_title": _yaml_title,
    "zip_encrypted": _zip_encrypted,
    "zip_many": _zip_many,
    "zip_names": _zip_names,
    "zip_nested": _zip_nested,
    "zip_overlap": _zip_overlap,
    "zip_symlink": _zip_symlink,
}
