def _share(before, step, after):
    return (step - before) / (after - before)


gradient_share = _share(before=0.626526, step=0.629665, after=0.652666)
