"""The record as a release publishes it."""
