"""What the tables of clients hold by SQL of their own, by noun."""
