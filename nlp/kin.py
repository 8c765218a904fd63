"""The national authority of each kind of local office."""

from __future__ import annotations

NATIONAL = {"AMR": "SAMR", "CAC": "CAC", "CA": "MIIT", "PSB": "MPS"}
LOCAL = {national: local for local, national in NATIONAL.items()}
