# tries: to report cells that do not exist, with texts as long as can be

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


for index in (0, 1, 7, 2**31, -1, True, ["l"]):
    send(b"u", [index])
    send(b"u", [index, "E" * 5000, "\x1b]0;" * 5000, -1])


def double(x):
    return x


def mean_square(x):
    return 0.0
