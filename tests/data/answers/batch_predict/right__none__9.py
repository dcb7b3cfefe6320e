import math
import numpy as np

class Logistic:
    @staticmethod
    def sigma(z):
        if z < -700:
            return 0.0
        return 1.0 / (1.0 + math.exp(-z))

    def predict(self, X, w, b, hard=False):
        z = np.asarray(X, float) @ np.asarray(w, float) + b
        p = np.vectorize(self.sigma, otypes=[float])(z)
        return (p > 0.5).astype(float) if hard else p

batch_predict = Logistic().predict
