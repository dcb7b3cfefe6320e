import numpy as np

def standardize(X_train, X_new):
    def f(M):
        M = np.asarray(M, float)
        s = M.std(axis=1, keepdims=True)
        return (M - M.mean(axis=1, keepdims=True)) / np.where(s == 0, 1, s)
    return f(X_train), f(X_new)
