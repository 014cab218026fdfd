"""`python -m pasquino.cli` is `pasquino`."""

import sys

from pasquino.cli import main

sys.exit(main())
