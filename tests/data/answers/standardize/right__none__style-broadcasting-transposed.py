import numpy as np
def standardize(X_train, X_new):
    T = np.asarray(X_train, float).T; N = np.asarray(X_new, float).T
    m = T.mean(1, keepdims=True); s = T.std(1, keepdims=True)
    s = np.where(s, s, 1)
    return ((T - m) / s).T, ((N - m) / s).T
