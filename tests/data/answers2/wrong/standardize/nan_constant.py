# fault: No guard for a constant column.
# ids: constant-column-nan
# kind: single
import numpy as np


def standardize(X_train, X_new):
    X_train, X_new = np.asarray(X_train, float), np.asarray(X_new, float)
    mean = X_train.mean(axis=0)
    std = X_train.std(axis=0)
    return (X_train - mean) / std, (X_new - mean) / std
