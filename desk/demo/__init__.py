"""Synthetic people and public facts of the programme S20784, for trying the product.

Nobody here is or was a person. The figures printed in the programme's summary come out of these 774 rows because each
answer is dealt from a deck that holds just as many of it as were printed; who gets which answer is chance with a fixed
seed. The whole generator is pure: no database, no clock. The command `load_demo_data` brings the rows in through the
import, as a stranger's file would come.
"""
