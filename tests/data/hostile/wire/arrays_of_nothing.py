# tries: to send thousands of arrays that hold nothing
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
    one = b'["l",["l"' + b',["a","<f8",0]' * 500 + b"]]"
    send(b"a", b'["double","answered",["l",' + b",".join([one] * 4) + b'],""]')
    os._exit(0)


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
