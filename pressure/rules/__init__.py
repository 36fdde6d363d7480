"""The published rules: every version of every file in `data/rules/`, checked on the way in."""

from pressure.rules.files import RULES_DIR, RuleFileError
from pressure.rules.load import ReviewDue, deciding_rules, load_rules, newest_nations, review_due

__all__ = ["RULES_DIR", "ReviewDue", "RuleFileError", "deciding_rules", "load_rules", "newest_nations", "review_due"]
