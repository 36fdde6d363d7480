"""What an outsider can check of a release: `pressure verify`."""
