"""Programmes, and the partners and meetings to come.

Owns Programme, ProgrammeArea and PilotSite; later partner organisations, services, consultations, development work.

Neighbours: questionnaires below, clients above.
"""
