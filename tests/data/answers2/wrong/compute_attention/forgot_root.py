# fault: The scores are never divided by the root of d_k.
# ids: missing-scale
# kind: single
import numpy as np


def compute_attention(Q, K, V):
    Q, K, V = (np.array(m, np.float64) for m in (Q, K, V))
    s = np.einsum("id,jd->ij", Q, K)
    e = np.exp(s - s.max(1)[:, None])
    p = e / e.sum(1)[:, None]
    return np.einsum("ij,jv->iv", p, V), p
