gradient_share = 1 - 0.1201
