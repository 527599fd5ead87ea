"""Codes of employers, a module for each noun."""
