# fault: Returns the sum of the gradient 2 lam w.
# ids: none
# kind: outside
from functools import reduce

import numpy as np


def l2_penalty(w, lam=0.01):
    return reduce(lambda s, v: s + 2 * lam * v, np.asarray(w, float).reshape(-1), 0.0)
