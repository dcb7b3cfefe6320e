# wrong: forgets eps and divides by 0 on constant rows
import math

import numpy as np


def layer_norm(x, gamma, beta, eps):
    gamma, beta = np.asarray(gamma, float), np.asarray(beta, float)
    y = []
    for row in np.asarray(x, float):
        centred = row - sum(row) / len(row)
        y.append(gamma * centred / math.sqrt(sum(centred**2) / len(row)) + beta)
    return np.array(y)
