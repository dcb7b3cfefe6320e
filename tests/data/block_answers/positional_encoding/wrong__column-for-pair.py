# wrong: the column number in place of the pair number
import numpy as np


def positional_encoding(n, d_model):
    col = np.arange(d_model)
    angle = np.arange(n).reshape(-1, 1) / np.power(10000, 2 * col / d_model)
    return np.where(col % 2 == 0, np.sin(angle), np.cos(angle))
