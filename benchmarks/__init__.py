"""Each figure that the README claims, measured against its floor and its peers in one run."""
