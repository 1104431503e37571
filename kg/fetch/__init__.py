"""Bring papers from services: their answers as they give them, in files that `kg build` reads."""

from kg.fetch.fetch import Fetched, fetch, planned
from kg.fetch.services import SERVICES

__all__ = ["SERVICES", "Fetched", "fetch", "planned"]
