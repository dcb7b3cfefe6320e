def alpha(x):
    """alpha ‚Ì“š‚¦‚ð•Ô‚·"""
    return x

def beta(x):
    """beta ‚Ì“š‚¦‚ð•Ô‚·"""
    return x

def gamma(x):
    """gamma ‚Ì“š‚¦‚ð•Ô‚·"""
    return x

