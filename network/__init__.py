"""Partner organisations, services, programmes, meetings, consultations, development work; programmes so far.

Neighbours: questionnaires below, clients above.
"""
