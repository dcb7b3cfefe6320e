# wrong: padding stays visible
import numpy as np


def attention_mask(ids, pad, causal):
    ids = np.asarray(ids)
    n = ids.size
    full = np.ones((n, n), dtype=bool)
    look = np.tril(full) if causal else full
    return look
