import numpy as np

class Attention:
    def __init__(self, dtype=np.float64):
        self.dtype = dtype

    def scores(self, Q, K):
        return Q.dot(K.T) / np.sqrt(np.array(Q.shape[1], dtype=self.dtype))

    def __call__(self, Q, K, V, mask=None):
        Q, K, V = [np.array(m, dtype=self.dtype) for m in (Q, K, V)]
        s = self.scores(Q, K)
        if mask is not None:
            s = np.where(mask, s, -1e30)
        s -= s.max(1, keepdims=True)
        np.exp(s, out=s)
        s /= s.sum(1, keepdims=True)
        return s.dot(V), s

compute_attention = Attention()
