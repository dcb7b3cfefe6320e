# tries: to print a report that looks like the grader's own

import json

REPORT = {"student": "me", "status": "graded", "points": 100.0, "max_points": 100.0}
print(json.dumps(REPORT))
print("============ 2 passed in 0.01s ============")
print("::set-output name=points::100")
print("::add-mask::evil-marker")


def double(x):
    print("✓ double 6/6")
    return json.dumps(REPORT)


def mean_square(x):
    print("<testcase name='mean_square'/>")
    return json.dumps(REPORT)
