"""Nothing that crosses the wire is believed before it is checked."""

import contextlib
import json
import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.models import Opaque
from autograder.sandbox.plain_data import identical
from autograder.sandbox.protocol import read_outcome
from autograder.sandbox.serialization import HEADER, WireError, pack, parse_header, unpack

leaves = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text()
    | hnp.arrays(
        st.sampled_from(["f8", "f4", "f2", "i8", "i1", "u2", "?"]), hnp.array_shapes(min_dims=0)
    )
)
trees = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=10,
)


def frame(nodes, data=b"", kind=b"a"):
    skeleton = nodes if isinstance(nodes, bytes) else json.dumps(nodes).encode()
    return HEADER.pack(kind, len(skeleton), len(data)) + skeleton + data


@settings(max_examples=300, deadline=None)
@given(trees)
def test_plain_data_survives_the_wire_to_the_bit(tree):
    [back] = unpack(pack("a", tree)).values
    assert identical(back, tree)


def test_a_scalar_array_keeps_its_shape():
    [back] = unpack(pack("a", np.array(2.5))).values
    assert back.shape == ()


@pytest.mark.parametrize(
    "lie",
    [
        frame([["a", "<f8", 2]], b"12345678"),
        frame([["a", "<f8", 1]], b"1234567890123456"),
        frame([["a", "<f8", -1]], b""),
        frame([["a", "<f8", 1.5]], b""),
        frame([["a", "<f8", True]], b"12345678"),
        frame([["a", "<f8", 2**40, 2**40]], b""),
        frame([["a", "<f8", 0, 2**26, 2**26, 2**26]], b""),
        frame([["a", "|O", 1]], b"12345678"),
        frame([["a", "<U1", 1]], b"1234"),
        frame([["a", "<M8[s]", 1]], b"12345678"),
        frame([["a", ["f8"], 1]], b"12345678"),
        frame([["a", "<f8", *[1] * 40]], b"12345678"),
        frame([["a"]], b""),
        frame([["a", "|b1", 1]], b"\7"),
        frame([[]], b""),
        frame([["z", 1]], b""),
        frame([["x", 1]], b""),
        frame([["d", "k"]], b""),
        frame([["d", 1, 2]], b""),
        frame([["d", "k", 1, "k", 2]], b""),
        frame([{"a": 1}], b""),
        frame([1.5], b"12345678"),
        frame([0.0], b"1234"),
        frame([1], b"left over"),
        frame([2**70], b""),
        frame(b"[NaN]", b""),
        frame(b"[Infinity]", b""),
        frame(b"[" * 100_000, b""),
        frame(b"[1", b""),
        frame(b"7", b""),
        frame(b"\xff\xfe", b""),
        frame(b"[" + b"9" * 100_000 + b"]", b""),
        frame([json.loads("[" * 40 + "]" * 40)], b""),
        frame([1], kind=b"\0"),
        b"a",
        b"",
        frame([1])[:-1],
        frame([1]) + b"!",
    ],
)
def test_a_lie_on_the_wire_is_a_worded_refusal(lie):
    with pytest.raises(WireError, match=r"\w+ \w+"):
        unpack(lie)


def test_a_header_that_promises_too_much_is_refused_before_a_byte_is_read():
    with pytest.raises(WireError, match="more than is allowed"):
        parse_header(struct.pack("<cII", b"a", 10, 2**32 - 1))


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes_are_refused_or_read_never_worse(junk):
    with contextlib.suppress(WireError):
        unpack(frame(junk[:100], junk[100:]))


@settings(max_examples=300, deadline=None)
@given(trees, st.data())
def test_one_changed_byte_is_refused_or_read_never_worse(tree, data):
    sent = bytearray(pack("a", tree))
    place = data.draw(st.integers(0, len(sent) - 1))
    sent[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(WireError):
        unpack(bytes(sent))


def test_half_a_surrogate_becomes_text_that_can_be_written():
    [back] = unpack(pack("a", "\ud800")).values
    assert back == "?"


def test_what_the_wire_cannot_carry_becomes_the_name_of_its_type():
    back = unpack(pack("a", object(), 2**80, np.array(["x"]), 1j)).values
    assert all(isinstance(item, Opaque) for item in back)


@pytest.mark.parametrize(
    "tree",
    [
        None,
        [],
        [1, 2],
        [1, ["E"], "", None, "", (), (), ""],
        [1, (7,), "", None, "", (), (), ""],
        [1, (), 7, None, "", (), (), ""],
        [1, (), "", -1, "", (), (), ""],
        [1, (), "", True, "", (), (), ""],
        [1, (), "", 1.0, "", (), (), ""],
        [1, (), "", None, 3, (), (), ""],
        [1, (), "", None, "", (), ("x",), ""],
        [1, (), "", None, "", (), (), None],
    ],
)
def test_an_outcome_with_a_field_of_another_type_is_refused(tree):
    with pytest.raises(WireError):
        read_outcome(tree)


def test_an_outcomes_texts_and_lists_are_cut():
    long = "x" * 10**6
    read = read_outcome([1, (long,) * 100, long, 3, long, (long,) * 100, tuple(range(100)), long])
    assert len(read.message) == 2_000
    assert len(read.exception_mro) == len(read.warnings) == len(read.mutated_args) == 32
    assert {len(text) for text in (*read.exception_mro, *read.warnings)} == {300}
    assert len(read.stdout) == 2_000
    assert len(read.cell) == 40
