import numpy as np

def compute_attention(Q, K, V):
    Q, K, V = [np.asarray(t, dtype=float) for t in (Q, K, V)]
    scaled = np.dot(Q, K.T) / np.sqrt(K.shape[1])
    gate = 0.5 + 0.5 * np.tanh(scaled / 2)
    return gate.dot(V), gate
