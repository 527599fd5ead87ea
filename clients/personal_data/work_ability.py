"""Work ability against the demands of work, statements, assessments, measurements, needs."""
