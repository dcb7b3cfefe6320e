# tries: to send values of every type that the kit knows and this course does not, each with a twist
# keeps: 4

import json
import os
import struct
import sys

import numpy as np

COLUMN = ["t", "text", ["l", "<b>"]]
INDEX = ["t", ["l", None], ["l", COLUMN]]
VALUES = [
    ["v", "pandas.DataFrame", ["t", INDEX, INDEX, ["l", ["t", "mixed", ["l", ["l"], ["x", "q"]]]]]],
    ["v", "pandas.Series", ["t", None, INDEX, ["t", "time", ["l", "no time", None]]]],
    ["v", "pandas.Index", ["t", ["l", ["d"]], ["l", ["t", "float", ["l", ["d"]]]]]],
    ["v", "torch.Tensor", ["t", "__import__('os')._exit(0)", ["a", "<f4", 0]]],
    ["v", "matplotlib.Figure", ["l"]],
    ["v", "exact number", ["t", "Decimal", "1E+999999999"]],
    ["v", "exact number", ["t", "Decimal", "sNaN"]],
    ["v", "datetime", ["t", "timedelta", ["t", 999999999, 86399, 999999]]],
    ["v", "array of text", ["t", "str", ["t", 0, 0], ["l"]]],
    ["v", "dict with keys that are not text", ["l", ["t", ["t", ["t", 1]], ["v", "set", ["l"]]]]],
    ["v", "iterator", ["l", ["v", "iterator", ["l"]]]],
]


def double(x):
    frame = sys._getframe()
    while "exercise" not in frame.f_locals:
        frame = frame.f_back
    count = len(frame.f_locals["exercise"].cases)
    outcomes = [["l", ["l", *VALUES]], *[["l", VALUES[i % len(VALUES)]] for i in range(1, count)]]
    text = json.dumps(["double", "answered", ["l", *outcomes], ""], separators=(",", ":")).encode()
    os.write(3, b"a" + struct.pack("<II", len(text), 0) + text)
    os._exit(0)


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
