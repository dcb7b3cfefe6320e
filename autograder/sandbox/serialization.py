"""Serialize plain values for an untrusted peer.

A frame is a kind (one letter), a skeleton (strict ASCII JSON: the shape of the data) and
the raw bytes of all floats and arrays. Nothing is ever unpickled; the reader trusts no
length, shape or dtype until it has checked it against the bytes it actually has.

In the skeleton, `0.0` stands for "the next eight bytes"; numbers, text, true, false and
null stand for themselves; a JSON list is a tagged node:
["a", dtype, *shape], ["l", *items], ["t", *items], ["d", key, item, ...], ["x", type name],
["v", adapter, content].
"""

from __future__ import annotations

import json
import struct
from typing import Any, NamedTuple

import numpy as np

from autograder.models import Opaque, PlainValue, TypedValue
from autograder.sandbox.plain_data import fits_64_bits
from autograder.sandbox.values import adapter_named

HEADER = struct.Struct("<cII")
MAX_SKELETON = 1 << 20
MAX_DATA = 4 << 20
NODE_WEIGHT = 12  # bytes of memory for each byte of the skeleton: ["l"], is an empty list
MAX_DEPTH = 32
MAX_DIMS = 32
MAX_NAME = 200

_CODES = ("|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8")
_DTYPES = {code: np.dtype(code) for code in _CODES}
_DOUBLE = struct.Struct("<d")
_encoder = json.JSONEncoder(separators=(",", ":"))


class WireError(Exception):
    """The other side sent something that is not a frame."""


class Frame(NamedTuple):
    """One message: its kind, its values, and their size in bytes.

    weight: roughly the bytes the values take in memory, where even a short node is an object.
    """

    kind: str
    values: list[PlainValue]
    size: int = 0
    weight: int = 0


# --- writing -----------------------------------------------------------------


def pack(kind: str, *values: PlainValue) -> bytes:
    """One frame as bytes. Values that the wire cannot carry become `Opaque`."""
    parts: list[bytes] = []
    skeleton = _encoder.encode([_node(value, parts) for value in values])
    data = b"".join(parts)
    return HEADER.pack(kind.encode("ascii"), len(skeleton), len(data)) + skeleton.encode() + data


def within_limits(frame: bytes, parts: int = 1) -> bool:
    """Whether a reader with the usual bounds accepts this frame, or `parts` frames like it."""
    _, skeleton, data = HEADER.unpack_from(frame)
    return bool(skeleton * parts <= MAX_SKELETON and data * parts <= MAX_DATA)


def _node(value: PlainValue, parts: list[bytes]) -> Any:
    kind = type(value)
    if kind is float:
        parts.append(_DOUBLE.pack(value))
        return 0.0
    if kind is np.ndarray:
        return _array_node(value, parts)
    if value is None or kind is bool or kind is str:
        return value
    if kind is int:
        return value if fits_64_bits(value) else ["x", "int of over 64 bits"]
    if kind is list or kind is tuple:
        return ["l" if kind is list else "t", *[_node(item, parts) for item in value]]
    if kind is dict:
        node: list[Any] = ["d"]
        for key, item in value.items():
            node += (str(key), _node(item, parts))
        return node
    if kind is TypedValue:
        return ["v", value.adapter, _node(value.data, parts)]
    if kind is Opaque:
        return ["x", value.type_name]
    return ["x", kind.__name__]


def _array_node(value: np.ndarray[Any, Any], parts: list[bytes]) -> Any:
    code = value.dtype.str
    if value.ndim > MAX_DIMS or max(value.shape, default=0) > MAX_DATA:
        return ["x", f"array of shape {value.shape}"[:MAX_NAME]]
    if code not in _DTYPES:
        little = value.dtype.newbyteorder("<")
        if little.str not in _DTYPES:
            return ["x", f"array of {value.dtype}"]
        value, code = value.astype(little), little.str
    parts.append(value.tobytes())
    return ["a", code, *value.shape]


# --- reading -----------------------------------------------------------------


def parse_header(
    header: bytes, max_skeleton: int = MAX_SKELETON, max_data: int = MAX_DATA
) -> tuple[str, int, int]:
    """Kind and the two lengths of the frame that follows."""
    kind, skeleton, data = HEADER.unpack(header)
    if not b"a" <= kind <= b"z":
        raise WireError(f"a frame of unknown kind {kind!r}")
    if skeleton > max_skeleton or data > max_data:
        raise WireError(f"a frame of {skeleton} + {data} bytes, more than is allowed")
    return kind.decode("ascii"), skeleton, data


def parse_body(kind: str, skeleton: bytes, data: bytes) -> Frame:
    """A frame's values, every claim checked. Raises WireError."""
    try:
        nodes = _decoder.decode(skeleton.decode("ascii"))
    except (ValueError, RecursionError) as error:
        raise WireError(f"a skeleton that is not JSON: {error}") from None
    if type(nodes) is not list:
        raise WireError("a skeleton that is not a list")
    reader = _Reader(data)
    values = [reader.value(node, 0) for node in nodes]
    if reader.offset != len(data):
        raise WireError(f"{len(data) - reader.offset} bytes that belong to nothing")
    weight = NODE_WEIGHT * len(skeleton) + len(data)
    return Frame(kind, values, len(skeleton) + len(data), weight)


def unpack(frame: bytes) -> Frame:
    """The inverse of `pack`, for a whole frame in one piece. Raises WireError."""
    if len(frame) < HEADER.size:
        raise WireError("a frame that ends within its header")
    kind, skeleton, data = parse_header(frame[: HEADER.size])
    if len(frame) != HEADER.size + skeleton + data:
        raise WireError("a frame whose length is not what its header says")
    cut = HEADER.size + skeleton
    return parse_body(kind, frame[HEADER.size : cut], frame[cut:])


def _no_constant(name: str) -> Any:
    raise ValueError(f"the constant {name}")


_decoder = json.JSONDecoder(parse_constant=_no_constant)


class _Reader:
    """Turns nodes back into values, consuming the data."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.offset = 0

    def value(self, node: Any, depth: int) -> PlainValue:
        kind = type(node)
        if kind is float:
            if node != 0.0:
                raise WireError("a float in the skeleton")
            return _DOUBLE.unpack(self._take(8))[0]
        if node is None or kind is bool:
            return node
        if kind is str:
            return _encodable(node)
        if kind is int:
            if not fits_64_bits(node):  # the child's own filter lets through no more
                raise WireError("an integer of over 64 bits")
            return node
        if kind is not list or not node or depth >= MAX_DEPTH:
            raise WireError("a node of no known form, or nested too deeply")
        tag = node[0]
        if tag == "a":
            return self._array(node)
        if tag == "l":
            return [self.value(item, depth + 1) for item in node[1:]]
        if tag == "t":
            return tuple([self.value(item, depth + 1) for item in node[1:]])
        if tag == "d":
            return self._dict(node, depth)
        if tag == "x" and len(node) == 2 and type(node[1]) is str:
            return Opaque(_encodable(node[1])[:MAX_NAME])
        if tag == "v" and len(node) == 3 and type(node[1]) is str:
            return self._typed(node, depth)
        raise WireError("a node of unknown tag")

    def _typed(self, node: list[Any], depth: int) -> TypedValue:
        adapter = adapter_named(node[1])
        data = self.value(node[2], depth + 1)
        try:
            valid = adapter is not None and adapter.is_valid(data)
        except Exception:
            valid = False
        if adapter is None or not valid:
            raise WireError("a value that no adapter gives")
        return TypedValue(adapter.name, data)

    def _take(self, size: int) -> bytes:
        end = self.offset + size
        if end > len(self.data):
            raise WireError("fewer bytes than the skeleton announces")
        piece = self.data[self.offset : end]
        self.offset = end
        return piece

    def _array(self, node: list[Any]) -> np.ndarray[Any, Any]:
        code, shape = (node[1] if len(node) > 1 else None), node[2:]
        dtype = _DTYPES.get(code) if type(code) is str else None
        if dtype is None or len(shape) > MAX_DIMS:
            raise WireError("an array of a dtype or shape that is not allowed")
        count = 1
        for side in shape:
            if type(side) is not int or not 0 <= side <= MAX_DATA:
                raise WireError("an array with a side that is no length")
            count *= side
        start = self.offset
        end = self.offset = start + count * dtype.itemsize
        if end > len(self.data):
            raise WireError("fewer bytes than the skeleton announces")
        if code == "|b1" and self.data[start:end].strip(b"\0\1"):
            raise WireError("a boolean that is neither 0 nor 1")
        try:
            if count == 0:
                return np.empty(shape, dtype)
            # A copy: the array must be writable, aligned, and not keep the frame alive.
            return np.frombuffer(self.data, dtype, count, start).reshape(shape).copy()
        except ValueError:  # huge dimensions that are empty only because one of them is 0
            raise WireError("an array of an absurd shape") from None

    def _dict(self, node: list[Any], depth: int) -> dict[str, PlainValue]:
        keys = node[1::2]
        if len(node) % 2 == 0 or any(type(key) is not str for key in keys):
            raise WireError("a dict whose keys are not text")
        values = [self.value(item, depth + 1) for item in node[2::2]]
        result = dict(zip(map(_encodable, keys), values, strict=True))
        if len(result) != len(keys):
            raise WireError("a dict with a key twice")
        return result


def _encodable(value: str) -> str:
    """Text that any writer can encode: lone surrogates become '?'."""
    return value if value.isascii() else value.encode("utf-8", "replace").decode()
