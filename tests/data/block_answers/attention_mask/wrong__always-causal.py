# wrong: causal=False is ignored
import numpy as np


def attention_mask(ids, pad, causal):
    return np.array(
        [[bool(key != pad and j <= i) for j, key in enumerate(ids)] for i, _ in enumerate(ids)]
    )
