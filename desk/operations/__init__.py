"""What an operator does to keep an installation alive: back up, restore, look after its health, change its keys."""
