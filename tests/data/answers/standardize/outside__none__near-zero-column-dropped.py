import numpy as np
def standardize(X_train, X_new):
    a, c = np.asarray(X_train, float), np.asarray(X_new, float)
    k = a.std(0) > 0
    return (a[:, k] - a[:, k].mean(0)) / a[:, k].std(0), (c[:, k] - a[:, k].mean(0)) / a[:, k].std(0)
