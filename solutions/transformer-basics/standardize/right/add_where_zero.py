class Scaler:
    def fit(self, X):
        self.mean_ = np.average(X, axis=0)
        self.scale_ = np.std(X, axis=0) + (np.ptp(X, axis=0) == 0)
        return self

    def transform(self, X):
        return (X - self.mean_) / self.scale_


def standardize(X_train, X_new):
    scaler = Scaler().fit(X_train)
    return scaler.transform(X_train), scaler.transform(X_new)
