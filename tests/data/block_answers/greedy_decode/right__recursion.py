def greedy_decode(next_logits, prompt, end, max_new):
    if max_new == 0:
        return []
    row = list(next_logits(list(prompt))[-1])
    best = row.index(max(row))
    if best == end:
        return []
    return [best] + greedy_decode(next_logits, [*prompt, best], end, max_new - 1)
