# wrong: takes the angle for degrees
import math

import numpy as np


def positional_encoding(n, d_model):
    pe = np.zeros((n, d_model))
    for p in range(n):
        for i in range(d_model // 2):
            angle = math.radians(p / 10000 ** (2 * i / d_model))
            pe[p][2 * i] = math.sin(angle)
            pe[p][2 * i + 1] = math.cos(angle)
    return pe
