def l2_penalty(weights, strength):
    flat = np.ravel(weights).astype(float)
    return strength * (flat @ flat)
