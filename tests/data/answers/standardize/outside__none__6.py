import numpy as np

def standardize(X_train, X_new):
    A, B = np.asarray(X_train, dtype=float), np.asarray(X_new, dtype=float)
    mu, sd = A.mean(axis=0), A.std(axis=0)
    sd = np.where(sd == 0, 1, sd)
    if A.flags.writeable:
        A -= mu
        A /= sd
        B -= mu
        B /= sd
        return A, B
    return (A - mu) / sd, (B - mu) / sd
