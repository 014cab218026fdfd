"""Lighthouse itself: installing it, having it visit a page, and reading its report.

The report's format: https://github.com/GoogleChrome/lighthouse/blob/main/docs/understanding-results.md
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pasquino.cli.refusals import Refused

HOME = Path(__file__).resolve().parents[4] / "scripts" / "lighthouse"  # only in a checkout
CHROMIUM = Path("/usr/bin/chromium")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROMIUM_OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
ATTEMPTS = 3  # on a busy machine it loses a page's trace at times, and asks to be run again
PATIENCE = 180.0  # seconds for one attempt
LOWEST_ERROR = 400  # HTTP's statuses from here on are refusals and failures


@dataclass(frozen=True)
class Visit:
    """One run: scores of 0 to 100 in the order of CATEGORIES, milliseconds, and bytes."""

    scores: tuple[float, ...]
    largest_paint: float
    blocking_time: float
    layout_shift: float
    transferred: float
    requests: int
    failed: tuple[str, ...]  # addresses that the page asked for in vain
    repeated: int = 0  # attempts that failed before this one


def missing() -> str:
    """What Lighthouse needs and this machine lacks, in a sentence; nothing when all is there."""
    if not (HOME / "package-lock.json").exists():
        return "Only in a checkout: an installed Pasquino has no scripts/lighthouse."
    if not shutil.which("npm"):
        return "npm is not installed."
    if not CHROMIUM.exists():
        return f"Chromium is not installed ({CHROMIUM})."
    return ""


def install() -> str:
    """Bring the pinned Lighthouse in place; why it could not be, or nothing."""
    lock, noted = HOME / "package-lock.json", HOME / "node_modules" / "pasquino-installed.json"
    if noted.exists() and noted.read_bytes() == lock.read_bytes():
        return ""
    done = _run(["npm", "ci", "--no-audit", "--no-fund"], cwd=HOME)
    if done.returncode:
        return f"`npm ci` in scripts/lighthouse did not succeed: {_last_words(done)}"
    shutil.copyfile(lock, noted)
    return ""


def visit(address: str, scratch: Path) -> Visit:
    """One run in a fresh browser; raises Refused when it fails time and again."""
    words = ""
    for repeated in range(ATTEMPTS):
        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            report = Path(folder) / "report.json"
            words = _last_words(_lighthouse(address, report))
            found = read(json.loads(report.read_bytes())) if report.exists() else None
        if found:
            return replace(found, repeated=repeated)
    raise Refused(f"Lighthouse did not succeed at {address}: {words}")


# Any: a report is hundreds of kilobytes of JSON, of which we read a dozen figures.
def read(report: dict[str, Any]) -> Visit | None:
    """What we want of a report; None when the run failed."""
    scores = [report["categories"][name]["score"] for name in CATEGORIES]
    if report.get("runtimeError") or None in scores:
        return None
    audits = report["audits"]
    asked = audits["network-requests"]["details"]["items"]
    return Visit(
        scores=tuple(round(100.0 * score) for score in scores),
        largest_paint=audits["largest-contentful-paint"]["numericValue"],
        blocking_time=audits["total-blocking-time"]["numericValue"],
        layout_shift=audits["cumulative-layout-shift"]["numericValue"],
        transferred=audits["total-byte-weight"]["numericValue"],
        requests=len(asked),
        failed=tuple(item["url"] for item in asked if _has_failed(item)),
    )


def _has_failed(item: dict[str, Any]) -> bool:
    return not 0 < item.get("statusCode", 0) < LOWEST_ERROR


def _lighthouse(address: str, report: Path) -> subprocess.CompletedProcess[str]:
    options = [*CHROMIUM_OPTIONS, f"--user-data-dir={report.parent / 'profile'}"]
    command = [
        str(HOME / "node_modules" / ".bin" / "lighthouse"),
        address,
        "--quiet",
        "--no-enable-error-reporting",
        f"--only-categories={','.join(CATEGORIES)}",
        "--output=json",
        f"--output-path={report}",
        f"--chrome-flags={' '.join(options)}",
    ]
    # TMPDIR: its own leavings go with ours.
    return _run(command, CHROME_PATH=str(CHROMIUM), TMPDIR=str(report.parent))


def _run(
    command: list[str], *, cwd: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    process = subprocess.Popen(  # noqa: S603 - npm, and what it installed from our lock
        command,
        cwd=cwd,
        env=os.environ | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        out, error = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)  # upon which Lighthouse ends its browser too
        out, error = process.communicate()
        error += f"\nno end after {PATIENCE:.0f} seconds"
    return subprocess.CompletedProcess(command, process.returncode, out, error)


def _last_words(done: subprocess.CompletedProcess[str]) -> str:
    lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
    return lines[-1] if lines else f"exit code {done.returncode}"
