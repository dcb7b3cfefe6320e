import numpy as np

def standardize(X_train, X_new):
    A, B = np.array(X_train, dtype=float), np.array(X_new, dtype=float)
    for j in range(A.shape[1]):
        sd = A[:, j].std()
        if sd > 0:
            A[:, j] /= sd
            B[:, j] /= sd
    return A, B
