import numpy as np

def standardize(X_train, X_new):
    A = np.asarray(X_train, float)
    mu, sd = A.mean(axis=0), A.std(axis=0)
    sd = np.where(sd == 0, 1, sd)
    return (A - mu) / sd, np.array(X_new, dtype=float)
