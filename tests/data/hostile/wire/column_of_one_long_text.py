# tries: to have the trusted side give each text of a column the room of the longest
# keeps: 4

import json
import os
import struct

import numpy as np


def send(kind, skeleton, data=b""):
    text = json.dumps(skeleton, separators=(",", ":")).encode()
    os.write(3, kind + struct.pack("<II", len(text), len(data)) + text + data)


def double(x):
    value = ["v", "pandas.Series", ["t", None, ["t", ["l", None], ["l", ["t", "text", ["l"]]]], ["t", "text", ["l", "a" * 9_000, *[""] * 20_000]]]]
    send(b"a", ["double", "answered", ["l", ["l", value]], ""])
    os._exit(0)


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
