"""The flow in one screen: ``sources | open | read | extract | add``.

This module decides nothing about what a text says; it only hands on. The record decides what is new.
"""
