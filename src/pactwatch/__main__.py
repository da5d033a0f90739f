"""`python -m pactwatch`, and the command `pactwatch`."""

from pactwatch.cli import main

if __name__ == "__main__":
    main()
