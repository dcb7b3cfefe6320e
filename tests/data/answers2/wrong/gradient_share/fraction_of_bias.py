# fault: The share of the bias.
# ids: none
# kind: outside
gradient_share = (0.652666 - 0.629665) / (0.652666 - 0.626526)
