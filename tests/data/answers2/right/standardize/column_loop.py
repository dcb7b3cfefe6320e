import numpy as np


def standardize(X_train, X_new):
    A, B = np.asarray(X_train, float), np.asarray(X_new, float)
    ZA, ZB = np.zeros(A.shape), np.zeros(B.shape)
    for j in range(A.shape[1]):
        col = A[:, j]
        m, s = col.mean(), col.std()
        if s == 0:
            s = 1.0
        ZA[:, j] = (col - m) / s
        ZB[:, j] = (B[:, j] - m) / s
    return ZA, ZB
