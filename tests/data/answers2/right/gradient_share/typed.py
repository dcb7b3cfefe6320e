gradient_share: float = round(0.120084, 3)
