# wrong: a token may not see itself under the causal mask
import numpy as np


def attention_mask(ids, pad, causal):
    ids = np.array(ids)
    pos = np.arange(ids.shape[0])
    allowed = np.tile(ids != pad, (len(ids), 1))
    if causal:
        allowed = np.logical_and(allowed, np.less(pos, pos[:, np.newaxis]))
    return allowed
