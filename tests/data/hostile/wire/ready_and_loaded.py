# tries: to say "ready" and "loaded" itself, then ask like a stand-in whose name is a list

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


send(b"r", [])
send(b"l", ["loaded"])
send(b"q", [["l"], ["t"]])


def double(x):
    return x


def mean_square(x):
    return 0.0
