import numpy as np


def standardize(X_train, X_new, *, guard=1e-8):
    train = np.asarray(X_train, np.float64)
    centre = np.average(train, axis=0)
    spread = np.sqrt(np.average(np.square(train - centre), axis=0))
    spread = spread + (spread <= guard)

    def apply(data):
        return np.true_divide(np.subtract(np.asarray(data, np.float64), centre), spread)

    return tuple(map(apply, (train, X_new)))
