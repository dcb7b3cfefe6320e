bias_share = (0.652666 - 0.629665) / (0.652666 - 0.626526)
gradient_share = 1 - bias_share
