from collections import namedtuple
import numpy as np
Attention = namedtuple("Attention", "output weights")
def compute_attention(Q, K, V):
    Q, K, V = [np.asarray(a, dtype=np.float64) for a in (Q, K, V)]
    z = (Q / np.sqrt(Q.shape[-1])) @ np.transpose(K)
    lse = np.max(z, -1, keepdims=True)
    lse = lse + np.log(np.exp(z - lse).sum(-1, keepdims=True))
    w = np.exp(z - lse)
    return Attention(w @ V, w)
