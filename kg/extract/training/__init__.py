"""Training of the extraction pipeline: from annotated papers to `kg/extract/model`."""
