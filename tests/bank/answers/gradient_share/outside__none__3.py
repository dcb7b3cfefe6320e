gradient_share = None
