"""Whether the record survives what happens to it: kills, many writers at once, and inputs that are no good.

Each measurement prints its figures and fails where one fault is found; none is tuned on anything.
"""
