# tries: to have the trusted side make room for texts as long as their type says
# keeps: 4

import json
import os
import struct

import numpy as np


def send(kind, skeleton, data=b""):
    text = json.dumps(skeleton, separators=(",", ":")).encode()
    os.write(3, kind + struct.pack("<II", len(text), len(data)) + text + data)


def double(x):
    value = ["v", "array of text", ["t", "U20000000", ["t", 10], ["l", *[""] * 10]]]
    send(b"a", ["double", "answered", ["l", ["l", value]], ""])
    os._exit(0)


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
