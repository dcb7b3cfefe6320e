# tries: to have the trusted side work out ten to the power of a billion
# keeps: 4

import json
import os
import struct

import numpy as np


def send(kind, skeleton, data=b""):
    text = json.dumps(skeleton, separators=(",", ":")).encode()
    os.write(3, kind + struct.pack("<II", len(text), len(data)) + text + data)


def double(x):
    value = ["v", "exact number", ["t", "Fraction", "1E999999999"]]
    send(b"a", ["double", "answered", ["l", ["l", value]], ""])
    os._exit(0)


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
