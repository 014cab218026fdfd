"""Make src/pasquino/accounts/confusables.txt from the Unicode Consortium's file of that name.

    python scripts/confusables.py confusables.txt

The file (UTS #39, https://www.unicode.org/Public/security/) is 700 KB, most of it comments; what
is kept is one line for each prototype with all that looks like it, in hexadecimal.
"""

import sys
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src/pasquino/accounts/confusables.txt"
HEAD = """\
# Which characters look alike: a prototype, then the characters drawn like it. Hexadecimal.
# Made by scripts/confusables.py from confusables.txt of Unicode UTS #39, version {version}.
# Data (c) Unicode, Inc., under the Unicode License v3: https://www.unicode.org/license.txt
"""


def main(source: Path) -> None:
    """Write the table that `accounts/lookalikes.py` reads."""
    text = source.read_text(encoding="utf-8-sig")
    version = next(line for line in text.splitlines() if line.startswith("# Version:")).split()[-1]
    alike = defaultdict(list)
    for line in text.splitlines():
        said = line.partition("#")[0].split(";")
        if len(said) > 1:
            alike[said[1].strip()].append(said[0].strip())
    lines = [f"{prototype}; {' '.join(sorted(drawn))}" for prototype, drawn in alike.items()]
    TARGET.write_text(HEAD.format(version=version) + "\n".join(sorted(lines)) + "\n", "ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
