"""Read what the author wrote: course.yaml, exercises, misconceptions, answer keys."""
