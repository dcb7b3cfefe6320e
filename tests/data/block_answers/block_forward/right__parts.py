import numpy as np


def block_forward(x, params, n_heads, mask):
    x = np.asarray(x, float)
    p = {name: np.asarray(value, float) for name, value in params.items()}
    a = layer_norm(x, p["gamma1"], p["beta1"], 1e-5)
    x = x + multi_head_attention(a, p["W_Q"], p["W_K"], p["W_V"], p["W_O"], n_heads, mask)[0]
    f = layer_norm(x, p["gamma2"], p["beta2"], 1e-5)
    return x + np.maximum(0, f @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]
