# tries: to pass off its own failure as one of the sandbox, which is no zero

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


send(b"g", ["no memory on the host"])


def double(x):
    return x


def mean_square(x):
    return 0.0
