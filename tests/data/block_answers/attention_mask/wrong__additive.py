# wrong: returns 0 and -inf in place of True and False
import numpy as np


def attention_mask(ids, pad, causal):
    ids = np.asarray(ids)
    n = ids.size
    full = np.ones((n, n), dtype=bool)
    look = np.tril(full) if causal else full
    return np.where(look & (ids != pad)[None, :], 0.0, -np.inf)
