"""`python -m lpk_desktop`."""

from lpk_desktop.cli import main

if __name__ == "__main__":
    main()
