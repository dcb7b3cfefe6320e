# wrong: changes the prompt of the caller
import numpy as np


def tokens(next_logits, ids):
    while True:
        token = int(np.asarray(next_logits(list(ids)))[-1, :].argmax())
        yield token
        ids.append(token)


def greedy_decode(next_logits, prompt, end, max_new):
    written = []
    for token, _ in zip(tokens(next_logits, prompt), range(max_new)):
        if token == end:
            return written
        written.append(token)
        if len(written) == max_new:
            return written
    return written
