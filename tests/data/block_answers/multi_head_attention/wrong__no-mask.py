# wrong: forgets the mask
import math

import numpy as np


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask):
    X = np.asarray(X, dtype=np.float64)
    n, d_model = X.shape
    d_head = d_model // n_heads

    def heads(W):
        return (X @ np.asarray(W, dtype=np.float64)).reshape(n, n_heads, d_head).transpose(1, 0, 2)

    q, k, v = heads(W_Q), heads(W_K), heads(W_V)
    scores = q @ k.transpose(0, 2, 1) / math.sqrt(d_head)
    scores = scores
    scores = scores - scores.max(-1, keepdims=True)
    attn = np.exp(scores)
    attn /= attn.sum(-1, keepdims=True)
    joined = (attn @ v).transpose(1, 0, 2).reshape(n, d_model)
    return joined @ np.asarray(W_O, dtype=np.float64), attn
