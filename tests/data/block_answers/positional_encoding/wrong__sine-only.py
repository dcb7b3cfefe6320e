# wrong: sine in every column
import numpy as np


def positional_encoding(n, d_model):
    col = np.arange(d_model)
    angle = np.arange(n).reshape(-1, 1) / np.power(10000, 2 * (col // 2) / d_model)
    return np.sin(angle)
