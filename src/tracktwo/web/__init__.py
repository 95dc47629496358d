"""The record in a browser: pages over the gate, with the evidence in view. Decides nothing about what a record says."""
