"""The form in which a return is typed: its questions, what is kept of the answers, and how they are sent."""
