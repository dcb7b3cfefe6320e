# tries: to send a dict whose keys all have one hash, so that each is compared with every other
# keeps: 4

import json
import os
import struct

import numpy as np

BITS = (1 << 64) - 1
P1, P2, P5 = 11400714785074694791, 14029467366897019727, 2870177450012600261  # of hash(tuple)


def turned(number, by):
    return (number << by | number >> 64 - by) & BITS


def keys(count):
    wanted = turned(123456789 * pow(P1, -1, 1 << 64) & BITS, 33)
    found, first = [], 0
    while len(found) < count:
        first += 1
        so_far = turned(P5 + first * P2 & BITS, 31) * P1 & BITS
        second = (wanted - so_far) * pow(P2, -1, 1 << 64) & BITS
        second -= (second >> 63) << 64
        if abs(second) < (1 << 61) - 1:
            found.append(["t", ["t", first, second], 0])
    return found


def double(x):
    value = ["v", "dict with keys that are not text", ["l", *keys(8_000)]]
    text = json.dumps(["double", "answered", ["l", ["l", value]], ""], separators=(",", ":")).encode()
    os.write(3, b"a" + struct.pack("<II", len(text), 0) + text)
    os._exit(0)


def mean_square(x):
    return float(np.mean(np.asarray(x, dtype=float) ** 2))
