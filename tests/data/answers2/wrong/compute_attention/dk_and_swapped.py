# fault: Divides by d_k and returns the pair the wrong way round.
# ids: scale-by-dk,swapped-results
# kind: double
import numpy as np


def compute_attention(Q, K, V):
    Q, K, V = (np.array(m, np.float64) for m in (Q, K, V))
    s = np.einsum("id,jd->ij", Q, K) * Q.shape[1] / Q.shape[1] ** 2
    e = np.exp(s - s.max(1)[:, None])
    p = e / e.sum(1)[:, None]
    return p, np.einsum("ij,jv->iv", p, V)
