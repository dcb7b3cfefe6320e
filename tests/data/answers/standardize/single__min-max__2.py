import numpy as np

def standardize(X_train, X_new):
    A, B = np.array(X_train, dtype=float), np.array(X_new, dtype=float)
    ZA, ZB = np.zeros_like(A), np.zeros_like(B)
    for j in range(A.shape[1]):
        lo = A[:, j].min()
        span = np.ptp(A[:, j]) or 1.0
        ZA[:, j] = (A[:, j] - lo) / span
        ZB[:, j] = (B[:, j] - lo) / span
    return ZA, ZB
