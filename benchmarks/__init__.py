"""Yardsticks: the engine against hand-written SQL and DuckDB over the same rows, the import against COPY.

`python -m benchmarks` makes seeded people in a scratch database, checks that every contender finds the same numbers,
and only then times them. Nothing here is imported by the product.
"""
