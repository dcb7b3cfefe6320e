import numpy as np

def standardize(X_train, X_new):
    A, B = np.asarray(X_train, float), np.asarray(X_new, float)
    C = np.vstack([A, B])
    mu, sd = C.mean(0), C.std(0)
    sd = np.where(sd == 0, 1, sd)
    return (A - mu) / sd, (B - mu) / sd
