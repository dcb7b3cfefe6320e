# fault: With the gradient of the BCE.
# ids: none
# kind: outside
gradient_share = (0.639865 - 0.626526) / (0.652666 - 0.626526)
