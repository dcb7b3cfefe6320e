import numpy as np
def _stats(X):
    n = 0; m = np.zeros(X.shape[1]); s = np.zeros(X.shape[1])
    for x in X:
        n += 1; d = x - m; m = m + d / n; s = s + d * (x - m)
    return m, np.sqrt(s / n)
def standardize(X_train, X_new):
    a, c = np.array(X_train, float), np.array(X_new, float)
    m, s = _stats(a); s[s == 0] = 1
    return (a - m) / s, (c - m) / s
