import numpy as np


def standardize(X_train, X_new):
    X_train = np.array(X_train, dtype=float)
    X_new = np.array(X_new, dtype=float)
    mu, sd = np.mean(X_train, 0), np.std(X_train, 0, ddof=0)
    sd = np.where(sd < 1e-6, 1, sd)
    X_train -= mu
    X_new -= mu
    X_train /= sd
    X_new /= sd
    return X_train, X_new
