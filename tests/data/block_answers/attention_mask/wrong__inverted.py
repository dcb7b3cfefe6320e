# wrong: True where looking is forbidden (torch's convention)
import numpy as np


def attention_mask(ids, pad, causal):
    ids = np.asarray(ids)
    forbidden = np.zeros((len(ids),) * 2, dtype=bool)
    forbidden[:, np.flatnonzero(ids == pad)] = True
    if causal:
        forbidden[np.triu_indices(len(ids), k=1)] = True
    return forbidden
