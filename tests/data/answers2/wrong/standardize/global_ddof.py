# fault: One mean for all, no scale.
# ids: global-statistics,no-scaling
# kind: double
import numpy as np


def standardize(X_train, X_new):
    m = np.mean(np.asarray(X_train, float))
    return np.asarray(X_train, float) - m, np.asarray(X_new, float) - m
