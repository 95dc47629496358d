"""The values that the interface gives and takes, one module a subject, each field with its meaning.

These classes are the schemas of the OpenAPI document; they hold no behaviour.
"""
