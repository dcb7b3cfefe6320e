def l2_penalty(w, lam):
    w = np.array(w, dtype=np.float64)
    return np.array(np.sum(lam * np.square(w)))
