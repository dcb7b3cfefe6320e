import numpy as np

def standardize(X_train, X_new):
    A = np.asarray(X_train, float); B = np.asarray(X_new, float)
    v = np.var(A, axis=0, ddof=0)
    scale = np.array([float(x) ** 0.5 or 1.0 for x in v])
    center = np.sum(A, axis=0) / A.shape[0]
    print("center", center, "scale", scale)
    return np.subtract(A, center) / scale, np.subtract(B, center) / scale
