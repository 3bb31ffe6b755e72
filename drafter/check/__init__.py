"""The checker: rules (one small function each), their runner, and the outputs."""

from drafter.check.model import Finding, Severity, Span, Where
from drafter.check.registry import Rule, all_rules, find_rule, rule
from drafter.check.runner import check

__all__ = ["Finding", "Rule", "Severity", "Span", "Where", "all_rules", "check", "find_rule", "rule"]
