# tries: to send dicts with odd keys, empty, doubled, half a surrogate
# keeps: 4

import json
import os
import struct

import numpy as np


def send(kind, skeleton, data=b""):
    text = skeleton if type(skeleton) is bytes else json.dumps(skeleton, separators=(",", ":")).encode()
    for fd in range(3, 6):
        try:
            os.write(fd, kind + struct.pack("<II", len(text), len(data)) + text + data)
        except OSError:
            pass


def double(x):
    for keys in (["", ""], ["\ud800"], ["\ud800", "\udfff"], ["__class__"]):
        one = ["l", ["d", *[part for key in keys for part in (key, 1)]]]
        send(b"a", ["double", "answered", ["l", *[one] * 4], ""])
    os._exit(0)


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
