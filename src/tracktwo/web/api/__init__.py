"""The programming interface under ``/api/v1``: the record as JSON, through the same gate as every page.

Decides nothing about what a record says; what it answers is written down in its OpenAPI document.
"""
