from __future__ import annotations
import numpy as np
from numpy.typing import ArrayLike, NDArray


def compute_attention(Q: ArrayLike, K: ArrayLike, V: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """softmax(Q K^T / sqrt(d_k)) V

    Returns
    -------
    output, weights
    """
    def as64(x: ArrayLike) -> NDArray[np.float64]:
        return np.asarray(x, dtype=np.float64)

    q, k, v = as64(Q), as64(K), as64(V)
    *_, d_k = k.shape
    logits = (k @ q.T).T * (1.0 / np.sqrt(d_k))
    num = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    den = num.sum(axis=1, keepdims=True)
    return (num @ v) / den, num / den
