def greedy_decode(next_logits, prompt, end, max_new):
    if max_new == 0:
        return []
    token = np.asarray(next_logits(list(prompt)))[-1].argmax().item()
    if token == end:
        return []
    return [token, *greedy_decode(next_logits, [*prompt, token], end, max_new - 1)]
