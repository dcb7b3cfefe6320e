# fault: Multiplies the scores by the root of d_k.
# ids: multiply-by-sqrt-dk
# kind: single
import numpy as np


class Head:
    def __init__(self, keys, values):
        self.keys = np.asarray(keys, float)
        self.values = np.asarray(values, float)
        self.scale = np.sqrt(self.keys.shape[1])

    def weights(self, queries):
        s = np.asarray(queries, float).dot(self.keys.T) * self.scale
        e = np.exp(s - np.amax(s, axis=1, keepdims=True))
        return np.divide(e, np.sum(e, axis=1, keepdims=True))

    def __call__(self, queries):
        w = self.weights(queries)
        return w.dot(self.values), w


def compute_attention(Q, K, V):
    return Head(K, V)(Q)
