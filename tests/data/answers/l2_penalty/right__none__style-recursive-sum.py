def l2_penalty(w, lam):
    def sq(x):
        try: return sum(sq(e) for e in x)
        except TypeError: return float(x) ** 2
    return lam * sq(w)
