"""The process that `read_apart` starts."""

from pasquino.sources.reading.apart import answer

answer()
