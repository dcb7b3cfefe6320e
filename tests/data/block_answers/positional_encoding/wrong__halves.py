# wrong: sines in the first half and cosines in the second
import math

import numpy as np


def positional_encoding(n, d_model):
    position = np.arange(n)[:, None]
    div_term = np.exp(np.arange(0, d_model, 2) * (-math.log(10000.0) / d_model))
    pe = np.zeros((n, d_model))
    pe[:, : d_model // 2] = np.sin(position * div_term)
    pe[:, d_model // 2 :] = np.cos(position * div_term)
    return pe
