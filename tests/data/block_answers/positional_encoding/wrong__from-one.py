# wrong: counts positions from 1
import math

import numpy as np


def positional_encoding(n, d_model):
    position = np.arange(1, n + 1)[:, None]
    div_term = np.exp(np.arange(0, d_model, 2) * (-math.log(10000.0) / d_model))
    pe = np.zeros((n, d_model))
    pe[:, 0::2] = np.sin(position * div_term)
    pe[:, 1::2] = np.cos(position * div_term)
    return pe
