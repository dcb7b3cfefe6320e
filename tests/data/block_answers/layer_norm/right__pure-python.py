import math

import numpy as np


def layer_norm(x, gamma, beta, eps):
    out = []
    for row in x:
        row = [float(v) for v in row]
        mu = math.fsum(row) / len(row)
        sigma = math.sqrt(math.fsum((v - mu) ** 2 for v in row) / len(row) + eps)
        out.append([g * (v - mu) / sigma + b for v, g, b in zip(row, gamma, beta)])
    return np.array(out, dtype=float)
