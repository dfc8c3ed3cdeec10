"""Kelas: the list of cohorts, the form for a new one, and the class page with its tabs."""
