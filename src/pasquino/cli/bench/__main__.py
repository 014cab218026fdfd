"""One bench in this process, upon the scratch site in PASQUINO_DATA; a row a line, as JSON."""

from __future__ import annotations

import importlib
import json
import os
import sys

from pasquino.cli.loading import load
from pasquino.cli.report import as_dictionary


def main(bench: str, seconds: str = "") -> int:
    """Run the function that `module:function` names, for so long if it goes by the clock."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "pasquino.config.settings"
    load()
    from pasquino.cli.bench import length
    from pasquino.config import data_folder

    length.seconds = float(seconds) if seconds else None
    data_folder.prepare()
    module, function = bench.split(":")
    for row in getattr(importlib.import_module(module), function)():
        print(json.dumps(as_dictionary(row)), flush=True)
    return 0


sys.exit(main(*sys.argv[1:]))
