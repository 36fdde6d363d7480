"""A release read for exploring: councils, figures, histories, and what can be chosen of them."""
