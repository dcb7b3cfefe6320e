gradient_share = 12.01
