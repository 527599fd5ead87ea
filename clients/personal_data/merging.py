"""Duplicates and merging, documents, people around the client."""
