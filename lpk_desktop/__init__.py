"""LPK Desktop: rosters, attendance, results and certificates of a training centre, offline first."""
