import numpy as np

def standardize(X_train, X_new):
    A, B = np.asarray(X_train, float), np.asarray(X_new, float)
    mu = A.mean(axis=0)
    sd = A.std(axis=0, ddof=1) if len(A) > 1 else np.zeros(A.shape[1])
    sd = np.where(sd == 0, 1, sd)
    return (A - mu) / sd, (B - mu) / sd
