gradient_share = 0.12
