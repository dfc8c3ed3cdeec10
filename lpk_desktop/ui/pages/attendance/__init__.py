"""Who is here, who is at risk: the attendance grid of a cohort."""
