# fault: Returns log weights as the weights and mixes with them.
# ids: none
# kind: outside
from functools import reduce

import numpy as np


def compute_attention(Q: np.ndarray, K: np.ndarray, V: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """softmax through logaddexp.reduce: never overflows."""
    Q, K, V = map(lambda a: np.asarray(a, dtype=np.float64), (Q, K, V))
    logits = np.dot(Q, K.transpose()) / np.power(Q.shape[1], 0.5)
    weights = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    return reduce(np.dot, [weights, V]), weights
