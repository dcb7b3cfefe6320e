# wrong: the embedding is not scaled
import numpy as np


def embed_tokens(ids, E):
    E = np.asarray(E, float)
    return E[np.asarray(ids)] + positional_encoding(len(ids), E.shape[1])
