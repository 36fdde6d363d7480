"""A release on disk: blobs, segments, trees, and reading them as they were published."""
