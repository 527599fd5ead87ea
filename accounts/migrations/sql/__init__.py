"""What the tables of accounts hold by SQL of their own, by noun."""
