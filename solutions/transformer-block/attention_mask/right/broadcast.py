def attention_mask(ids, pad, causal):
    place = np.arange(len(ids))
    key_is_real = np.not_equal(ids, pad)[None, :]
    past = place[None, :] <= place[:, None]
    return np.logical_and(key_is_real, past | (not causal))
