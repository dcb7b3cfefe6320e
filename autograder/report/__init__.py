"""How do verdicts become something people read?"""
