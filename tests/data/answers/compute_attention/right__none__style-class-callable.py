import numpy as np
class Attention:
    def __init__(self, temperature=None): self.t = temperature
    def scores(self, q, k): return q @ k.T / (self.t or np.sqrt(k.shape[1]))
    def __call__(self, Q, K, V):
        q, k, v = (np.array(x, float) for x in (Q, K, V))
        s = self.scores(q, k); s -= s.max(axis=1).reshape(-1, 1)
        np.exp(s, out=s); s /= s.sum(axis=1).reshape(-1, 1)
        return [s @ v, s]
compute_attention = Attention()
