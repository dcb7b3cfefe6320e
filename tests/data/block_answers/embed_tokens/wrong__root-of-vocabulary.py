# wrong: scales by the root of the vocabulary's size
import numpy as np


def embed_tokens(ids, E):
    E = np.asarray(E, dtype=float)
    vocabulary, d = E.shape
    one_hot = np.eye(vocabulary)[np.asarray(ids)]
    return vocabulary**0.5 * (one_hot @ E) + positional_encoding(len(one_hot), d)
