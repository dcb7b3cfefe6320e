import math
import numpy as np
def sigmoid(z):
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))
def batch_predict(X, w, b):
    return np.array([sigmoid(sum(a * c for a, c in zip(x, w)) + b) for x in X])
