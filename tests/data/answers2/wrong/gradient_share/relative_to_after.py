# fault: Divided by the prediction afterwards.
# ids: none
# kind: outside
gradient_share = (0.629665 - 0.626526) / 0.652666
