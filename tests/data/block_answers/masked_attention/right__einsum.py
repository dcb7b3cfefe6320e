import numpy as np


def masked_attention(Q, K, V, mask):
    Q, K, V = map(lambda a: np.asarray(a, np.float64), (Q, K, V))
    mask = np.asarray(mask)
    s = np.einsum("id,jd->ij", Q, K) * K.shape[1] ** -0.5
    top = np.max(s, axis=1, where=mask, initial=-np.inf)
    e = np.zeros_like(s)
    np.exp(s - top[:, None], out=e, where=mask)
    w = np.einsum("ij,i->ij", e, 1 / e.sum(1))
    return np.einsum("ij,jv->iv", w, V), w
