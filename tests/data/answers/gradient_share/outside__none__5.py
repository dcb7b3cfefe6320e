gradient_share = "12 %"
