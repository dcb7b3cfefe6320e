gradient_share = np.round(np.float64(0.003139) / 0.02614, 4)
