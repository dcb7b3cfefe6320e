# fault: In percent.
# ids: none
# kind: form
gradient_share = 12.01
