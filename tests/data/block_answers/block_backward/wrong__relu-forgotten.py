# wrong: the relu's gate is missing
import numpy as np


def block_backward(dy, x, params, n_heads, mask):
    dy, x = np.asarray(dy, float), np.asarray(x, float)
    p = {k: np.asarray(v, float) for k, v in params.items()}
    attn = [p["W_Q"], p["W_K"], p["W_V"], p["W_O"]]
    n1 = layer_norm(x, p["gamma1"], p["beta1"], 1e-5)
    middle = x + multi_head_attention(n1, *attn, n_heads, mask)[0]
    n2 = layer_norm(middle, p["gamma2"], p["beta2"], 1e-5)
    pre = n2 @ p["W1"] + p["b1"]
    hidden = np.maximum(pre, 0)
    g = {"W2": hidden.T @ dy, "b2": dy.sum(0)}
    dpre = (dy @ p["W2"].T)
    g["W1"], g["b1"] = n2.T @ dpre, dpre.sum(0)
    back, g["gamma2"], g["beta2"] = layer_norm_backward(dpre @ p["W1"].T, middle, p["gamma2"], 1e-5)
    dmiddle = dy + back
    dn1, g["W_Q"], g["W_K"], g["W_V"], g["W_O"] = multi_head_backward(dmiddle, n1, *attn, n_heads, mask)
    back, g["gamma1"], g["beta1"] = layer_norm_backward(dn1, x, p["gamma1"], 1e-5)
    return dmiddle + back, g
