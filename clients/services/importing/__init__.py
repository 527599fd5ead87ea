"""Import of participations: a file is read, its rows checked, staged, compared, written as one set; and undone."""
