# fault: A string.
# ids: none
# kind: form
gradient_share = "0.1201"
