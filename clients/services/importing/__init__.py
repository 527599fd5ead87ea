"""Import of participations: a file is read, its rows checked, staged, compared and written as one set; a batch can be undone."""
