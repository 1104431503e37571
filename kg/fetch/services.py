"""The services by name."""

from __future__ import annotations

from kg.fetch import arxiv, crossref, huggingface, openalex, openreview, semanticscholar
from kg.fetch.request import Service

SERVICES: dict[str, Service] = {
    service.NAME: service for service in (openalex, semanticscholar, arxiv, openreview, huggingface, crossref)
}
