"""The pages, one module a group. Each asks the gate, fills in a template, and decides nothing."""
