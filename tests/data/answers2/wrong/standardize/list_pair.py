# fault: Nested lists.
# ids: none
# kind: form
import statistics

import numpy as np


def standardize(X_train, X_new):
    rows = np.asarray(X_train, float).tolist()
    cols = list(zip(*rows))
    stats = [(statistics.fmean(c), statistics.pstdev(c) or 1.0) for c in cols]
    z = lambda data: list([[(v - m) / s for v, (m, s) in zip(r, stats)] for r in np.asarray(data, float).tolist()])
    return z(rows), z(X_new)
