"""Who is competent in what, and what is missing: the competency grid of a cohort."""
