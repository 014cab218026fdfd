"""The demo magazine: an original small magazine that a new site shows at once."""

from pasquino.transfer.demo.load import load

__all__ = ["load"]
