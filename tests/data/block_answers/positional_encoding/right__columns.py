import numpy as np


def positional_encoding(n, d_model):
    p = np.arange(n, dtype=float)
    columns = []
    for i in range(d_model // 2):
        a = p * 10000 ** (-2 * i / d_model)
        columns += [np.sin(a), np.cos(a)]
    return np.column_stack(columns)
