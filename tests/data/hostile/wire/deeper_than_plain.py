# tries: to nest deeper than any answer of ours
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
    one = 1
    for _ in range(12):
        one = ["l", one]
    send(b"a", ["double", "answered", ["l", *[["l", one]] * 4], ""])
    os._exit(0)


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
