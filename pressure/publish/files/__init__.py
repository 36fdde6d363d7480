"""The files of a release, made from its facts."""
