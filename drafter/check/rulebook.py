"""The rules in words: the list of `drafter rules`, one rule with its examples, the table in docs/审核.md."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

from drafter.check.model import SEVERITY_NAMES
from drafter.check.registry import FAMILIES, Rule, all_rules

BEGIN, END = "<!-- 规则表 -->", "<!-- /规则表 -->"


def listing() -> str:
    """Every rule on a line, by family."""
    lines = []
    for family, name in FAMILIES.items():
        rules = [r for r in all_rules() if r.family == family]
        if rules:
            lines += [f"{family} {name}", *map(_listed, rules), ""]
    lines.append("看一条规则的道理和例子：drafter rules N203")
    return "\n".join(lines)


def _listed(rule: Rule) -> str:
    return f"  {rule.code}  {SEVERITY_NAMES[rule.severity]}  {rule.title}（{rule.basis}）"


def explained(rule: Rule) -> str:
    """One rule: its reason, an example of wrong and right, how to switch it off."""
    return "\n".join(
        [
            f"{rule.code} {rule.title}（{SEVERITY_NAMES[rule.severity]}，{FAMILIES[rule.family]}，{rule.slug}）",
            "",
            f"依据：{rule.basis}",
            f"为什么：{rule.reason}",
            f"错：{rule.wrong}",
            f"对：{rule.right}",
            "",
            f"不要这条规则：在规则文件或模板的“规则”里写 关闭: [{rule.code}]；改级别：级别: {{{rule.code}: info}}",
        ]
    )


def markdown_table() -> str:
    """The table of docs/审核.md."""
    lines = ["| 规则 | 级别 | 名称 | 依据 | 为什么 |", "| --- | --- | --- | --- | --- |"]
    for rule in all_rules():
        reason = inspect.cleandoc(rule.reason).replace("\n", " ").replace("|", "\\|")
        title = rule.title.replace("|", "\\|")
        lines.append(f"| {rule.code} | {SEVERITY_NAMES[rule.severity]} | {title} | {rule.basis} | {reason} |")
    return "\n".join(lines)


def renew(text: str) -> str:
    """A page of the docs with the rule table in it as the code has it."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{markdown_table()}\n\n{END}{after}"


def names_csv() -> str:
    """drafter/lexicon/rules.csv: the names of the rules, for readers of settings that need not load the rules."""
    lines = ["# 检查规则的编号和名称。由程序生成（tools/regenerate.py），不要手改。", "编号,名,类,标题,来源"]
    lines += [f",,{family},{name},程序" for family, name in FAMILIES.items()]
    lines += [f"{r.code},{r.slug},,{r.title},程序" for r in all_rules()]
    return "\n".join(lines) + "\n"


def main() -> None:
    """python -m drafter.check.rulebook PAGE.md rules.csv: write the rules into the page, their names into the table."""
    for name in sys.argv[1:]:
        page = Path(name)
        text = names_csv() if page.suffix == ".csv" else renew(page.read_text(encoding="utf-8"))
        page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
