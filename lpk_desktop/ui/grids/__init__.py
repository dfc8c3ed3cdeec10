"""What the attendance and the competency grid share: cells, names, totals, keys."""
