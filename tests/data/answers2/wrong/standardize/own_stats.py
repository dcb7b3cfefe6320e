# fault: X_new gets its own mean and deviation.
# ids: new-data-own-statistics
# kind: single
import numpy as np


class Scaler:
    def fit(self, X):
        X = np.asarray(X, float)
        self.m = X.sum(axis=0) / len(X)
        var = ((X - self.m) ** 2).sum(axis=0) / len(X)
        self.s = np.sqrt(var)
        self.s[np.isclose(self.s, 0, rtol=0, atol=1e-9)] = 1
        return self

    def transform(self, X):
        return (np.asarray(X, float) - self.m) / self.s


def standardize(X_train, X_new):
    scaler = Scaler().fit(X_train)
    return scaler.transform(X_train), Scaler().fit(X_new).transform(X_new)
