import math

import numpy as np


def masked_attention(Q, K, V, mask):
    # scaled_dot_product_attention with an additive bias, as torch writes it
    query, key, value = (np.asarray(t, dtype=np.float64) for t in (Q, K, V))
    scale_factor = 1 / math.sqrt(query.shape[-1])
    attn_bias = np.zeros((query.shape[-2], key.shape[-2]))
    attn_bias[np.logical_not(np.asarray(mask, dtype=bool))] = float("-inf")
    attn_weight = query @ key.swapaxes(-2, -1) * scale_factor
    attn_weight += attn_bias
    attn_weight = np.exp(attn_weight - attn_weight.max(-1, keepdims=True))
    attn_weight = attn_weight / attn_weight.sum(-1, keepdims=True)
    return attn_weight @ value, attn_weight
