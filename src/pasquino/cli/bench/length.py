"""How long a bench that goes by the clock shall take, where somebody asked for another length."""

seconds: float | None = None
