import numpy as np

def softmax(a):
    e = np.exp(a - a.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)

def compute_attention(Q, K, V):
    Q, K, V = [np.array(a, float) for a in (Q, K, V)]
    attn = softmax(Q.dot(K.T) / K.shape[1])
    return attn, attn.dot(V)
