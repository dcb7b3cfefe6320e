before, after_step, after_all = 0.626526, 0.629665, 0.652666
gradient_share = (after_step - before) / (after_all - before)
