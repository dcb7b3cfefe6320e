# fault: Subtracts the minimum, divides by the deviation.
# ids: none
# kind: outside
import numpy as np


def standardize(X_train, X_new):
    X_train, X_new = np.asarray(X_train, float), np.asarray(X_new, float)
    mean = X_train.min(axis=0)
    std = X_train.std(axis=0)
    std[std == 0] = 1.0
    return (X_train - mean) / std, (X_new - mean) / std
