"""Signing in, proving it again, and signing out."""
