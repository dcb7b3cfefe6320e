gradient_share = 0.629665 / 0.652666
