import numpy as np

def standardize(X_train, X_new):
    A = np.asarray(X_train, float)
    B = np.asarray(X_new, float)
    mean = np.average(A, axis=0)
    centred = A - mean
    sd = np.sqrt(np.einsum("ij,ij->j", centred, centred) / len(A))
    D = np.diag([1 / s if s > 0 else 1.0 for s in sd])
    return centred @ D, (B - mean) @ D
