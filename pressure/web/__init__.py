"""What answers over HTTP: files of a release, search, health, and the edges of Streamlit."""
