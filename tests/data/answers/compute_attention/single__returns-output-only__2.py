import numpy as np

def compute_attention(Q, K, V):
    Q = np.array(Q, dtype=float); K = np.array(K, dtype=float); V = np.array(V, dtype=float)
    output = np.zeros((Q.shape[0], V.shape[1]))
    for i in range(len(Q)):
        s = K.dot(Q[i]) / np.sqrt(Q.shape[1])
        e = np.exp(s - max(s))
        output[i] = e.dot(V) / e.sum()
    return output
