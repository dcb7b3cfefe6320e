import numpy as np

class Scaler:
    def fit(self, X):
        X = np.array(X, dtype=float)
        self.mean_ = X.mean(0)
        self.scale_ = X.std(0)
        self.scale_[self.scale_ == 0] = 1
        return self

    def transform(self, X):
        return (np.array(X, dtype=float) - self.mean_) / self.scale_

def standardize(X_train, X_new):
    s = Scaler().fit(X_train)
    return s.transform(X_train), s.transform(X_new)
