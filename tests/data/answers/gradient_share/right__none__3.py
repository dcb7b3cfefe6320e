# about one eighth... more exactly
gradient_share = 0.12
