# fault: The rise by the step, not a share.
# ids: none
# kind: outside
gradient_share = 0.629665 - 0.626526
