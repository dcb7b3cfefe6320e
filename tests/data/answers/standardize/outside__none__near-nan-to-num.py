import numpy as np
def standardize(X_train, X_new):
    a, c = np.asarray(X_train, float), np.asarray(X_new, float)
    m, s = a.mean(axis=0), a.std(axis=0)
    np.seterr(all="ignore")
    return np.nan_to_num((a - m) / s), np.nan_to_num((c - m) / s, posinf=0, neginf=0)
