"""Find my council from what I know: one matcher and one answer for the plain page, the redirect and below /app/."""
