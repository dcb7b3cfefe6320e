# tries: to send an array of 32 axes, and one with a side that is absurd
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
    shapes = [[1] * 32, [0, 16777216, 16777216], [], [1]]
    send(b"a", ["double", "answered", ["l", *[["l", ["a", "<f8", *s]] for s in shapes]], ""], b"\xff" * 24)
    os._exit(0)


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
