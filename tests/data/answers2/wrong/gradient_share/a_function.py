# fault: A function in place of a number.
# ids: none
# kind: form
def gradient_share():
    return 0.1201
