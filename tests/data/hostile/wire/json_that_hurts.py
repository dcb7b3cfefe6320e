# tries: to hurt the reader of JSON: brackets, digits, exponents, escapes
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
    for text in (b"[" * 2000000, b"[" + b"9" * 1000000 + b"]", b"[1e999999999,-0.0]", b"[NaN]"):
        send(b"a", text)
    send(b"a", b'["' + b"\\ud800" * 300000 + b'"]')
    os._exit(0)


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
