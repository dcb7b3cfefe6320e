import statistics
import numpy as np

def standardize(X_train, X_new):
    cols = [[float(v) for v in c] for c in zip(*X_train)]
    mu = [statistics.fmean(c) for c in cols]
    sd = [(statistics.stdev(c) if len(c) > 1 else 0.0) or 1.0 for c in cols]
    go = lambda M: (np.array(M, dtype=float) - np.array(mu)) / np.array(sd)
    return go(X_train), go(X_new)
