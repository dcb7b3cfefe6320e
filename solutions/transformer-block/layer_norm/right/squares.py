def layer_norm(x, gamma, beta, eps):
    x = np.array(x, float).T
    x = x - x.mean(0)
    return (x / np.sqrt((x**2).mean(0) + eps)).T * np.array(gamma, float) + np.array(beta, float)
