"""How readers help to pay for the magazine: a plain page the editors write."""
