# fault: Uses the negative scores, so the farthest key wins.
# ids: none
# kind: outside
import numpy as np


def compute_attention(Q, K, V):
    Q, K, V = (np.array(m, np.float64) for m in (Q, K, V))
    s = -np.einsum("id,jd->ij", Q, K) * Q.shape[1] ** -0.5
    e = np.exp(s - s.max(1)[:, None])
    p = e / e.sum(1)[:, None]
    return np.einsum("ij,jv->iv", p, V), p
