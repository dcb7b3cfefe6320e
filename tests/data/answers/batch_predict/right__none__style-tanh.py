import numpy as np
def batch_predict(X, w, b):
    return (1 + np.tanh((np.dot(X, w) + b) / 2)) / 2
