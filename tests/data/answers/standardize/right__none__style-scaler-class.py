import numpy as np
class Scaler:
    def fit(self, X):
        self.m = np.average(X, axis=0); d = np.sqrt(np.average((X - self.m) ** 2, axis=0))
        self.s = d + (d == 0); return self
    def transform(self, X): return (np.asarray(X, float) - self.m) / self.s
def standardize(X_train, X_new):
    s = Scaler().fit(np.asarray(X_train, dtype=float))
    return s.transform(X_train), s.transform(X_new)
