"""The published rules: every version of every file in `data/rules/`, checked on the way in."""

from pressure.rules.files import RULES_DIR, RuleFileError
from pressure.rules.load import ReviewDue, check_words, deciding_rules, load_rules, review_due

__all__ = ["RULES_DIR", "ReviewDue", "RuleFileError", "check_words", "deciding_rules", "load_rules", "review_due"]
