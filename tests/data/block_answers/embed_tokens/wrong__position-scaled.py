# wrong: scales the sum, so the position too
import numpy as np


def embed_tokens(ids, E):
    E = np.asarray(E, float)
    return (E[np.asarray(ids)] + positional_encoding(len(ids), E.shape[1])) * np.sqrt(E.shape[1])
