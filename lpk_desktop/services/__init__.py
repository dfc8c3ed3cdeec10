"""What users do: queries that return frozen read models, and commands, a file per noun."""
