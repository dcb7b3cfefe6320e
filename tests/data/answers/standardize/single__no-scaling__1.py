import numpy as np

def standardize(X_train, X_new):
    A, B = np.asarray(X_train, float), np.asarray(X_new, float)
    mu = A.mean(axis=0)
    return A - mu, B - mu
