def l2_penalty(w, lam, order=2):
    return lam * np.linalg.norm(np.ravel(w), order) ** 2
