def l2_penalty(w, lam):
    def total(part):
        if isinstance(part, (list, tuple)):
            return sum(total(item) for item in part)
        return float(part) ** 2

    return lam * total(np.asarray(w).tolist())
