import numpy as np

def compute_attention(Q, K, V):
    Q, K, V = map(lambda a: np.asarray(a, dtype=float), (Q, K, V))
    logits = np.tensordot(Q, K, axes=(1, 1)) / np.sqrt(K.shape[1])
    weights = np.exp(logits - np.logaddexp.reduce(logits, axis=1)[:, np.newaxis])
    output = weights @ V
    print(output)
    return weights
