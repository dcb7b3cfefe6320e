# tries: to fill every text with all that it holds
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
    note = "\x1b<b>=1+1" * 900
    one = ["l", None, ["t", note], note, 1, note, ["t", *[note] * 20], ["t"], note]
    send(b"a", ["double", "answered", ["l", *[one] * 4], ""])
    os._exit(0)


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
