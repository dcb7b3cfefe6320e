import numpy as np

def standardize(X_train, X_new):
    def z(col, ref):
        s = ref.std()
        return (col - ref.mean()) / (s if s != 0 else 1.0)
    T = np.asarray(X_train, dtype=float).T
    N = np.asarray(X_new, dtype=float).T
    return np.stack([z(c, c) for c in T], axis=1), np.stack([z(c, r) for c, r in zip(N, T)], axis=1)
