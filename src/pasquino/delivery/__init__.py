"""How pages leave the house: who may have them, with which headers; knows no models."""
