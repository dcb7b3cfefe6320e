import math

import numpy as np


def multi_head_backward(dout, X, W_Q, W_K, W_V, W_O, n_heads, mask):
    arrays = [np.array(a, float) for a in (dout, X, W_Q, W_K, W_V, W_O)]
    dout, X, W_Q, W_K, W_V, W_O = arrays
    weights = multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask)[1]
    n, d_model = X.shape
    d_head = d_model // n_heads
    dX = np.zeros((n, d_model))
    dW_Q, dW_K, dW_V, dW_O = (np.zeros((d_model, d_model)) for _ in range(4))
    for h in range(n_heads):
        cols = range(h * d_head, (h + 1) * d_head)
        wq, wk, wv, wo = W_Q[:, cols], W_K[:, cols], W_V[:, cols], W_O[cols, :]
        q, k, v, A = X @ wq, X @ wk, X @ wv, weights[h]
        dW_O[cols, :] = (A @ v).T @ dout
        dhead = dout @ wo.T
        dS = np.zeros((n, n))
        for i in range(n):
            J = np.diag(A[i]) - np.outer(A[i], A[i])
            dS[i] = J @ (v @ dhead[i])
        dS = dS / math.sqrt(d_head)
        dq, dk, dv = dS @ k, dS.T @ q, A.T @ dhead
        dW_Q[:, cols], dW_K[:, cols], dW_V[:, cols] = X.T @ dq, X.T @ dk, X.T @ dv
        dX += dq @ wq.T + dk @ wk.T + dv @ wv.T
    return dX, dW_Q, dW_K, dW_V, dW_O
