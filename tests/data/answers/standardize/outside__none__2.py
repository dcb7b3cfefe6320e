import numpy as np

def standardize(X_train, X_new):
    A, B = np.asarray(X_train, float), np.asarray(X_new, float)
    keep = A.std(axis=0) > 0
    mu, sd = A.mean(axis=0)[keep], A.std(axis=0)[keep]
    return (A[:, keep] - mu) / sd, (B[:, keep] - mu) / sd
