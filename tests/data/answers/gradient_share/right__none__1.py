gradient_share = 0.1201
