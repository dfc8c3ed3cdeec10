"""`python -m lpk_central`."""

from lpk_central.cli import main

if __name__ == "__main__":
    main()
