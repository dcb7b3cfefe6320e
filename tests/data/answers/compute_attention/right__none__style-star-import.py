from numpy import *
def compute_attention(Q, K, V):
    Q = asarray(Q, float); K = asarray(K, float); V = asarray(V, float)
    S = Q.dot(K.T) / sqrt(Q.shape[1])
    W = exp(S - amax(S, axis=1, keepdims=True))
    W /= sum(W, axis=1, keepdims=True)
    return (W.dot(V), W)
