"""Which rules run and how they are graded: the template's 规则, then the office's own rule file on top of it."""

from __future__ import annotations

from pathlib import Path

from drafter.errors import InputError
from drafter.named import named_beside
from drafter.template import RuleSettings, Template, load_rules


def rule_settings(template: Template | None, office: Path | None) -> RuleSettings:
    """The settings of a run. Raises InputError where a rule file cannot be used or names a rule that is not there."""
    settings = RuleSettings()
    if template:
        manifest = template.manifest
        own = manifest.rules
        required = own.required if own.required is not None else manifest.required
        headings = [*own.required_headings, *(section.title for section in manifest.others if section.required)]
        own = own.model_copy(update={"required": required, "required_headings": headings})
        settings = _with_norms(own, template.folder / "template.yaml")
    if office:
        added = _with_norms(load_rules(office), office)
        settings = _merged(settings, added)
    return settings


def _with_norms(settings: RuleSettings, file: Path) -> RuleSettings:
    """The settings of that file with the rows of the 规范表 that stands in a file of its own, beside it."""
    if not settings.norms_file:
        return settings
    from drafter.check.norms import read_own

    table = named_beside(file, settings.norms_file, "规范表文件")
    if not table.exists() or table.is_dir():
        raise InputError(f"{file} 规范表文件：找不到 {table}。规范表（.xlsx 或 .csv）要与这个文件放在一起。")
    return settings.model_copy(update={"norms": [*read_own(table), *settings.norms]})


def _merged(base: RuleSettings, added: RuleSettings) -> RuleSettings:
    """`added` on top: lists are joined, grades and terms replaced one by one, 必备 as a whole.

    A rule that `added` grades is on again, even where `base` switches it off.
    """
    off = [code for code in [*base.off, *added.off] if code not in added.severity]
    return base.model_copy(
        update={
            "off": list(dict.fromkeys(off)),
            "severity": {**base.severity, **added.severity},
            "required_phrases": list(dict.fromkeys([*base.required_phrases, *added.required_phrases])),
            "forbidden_words": list(dict.fromkeys([*base.forbidden_words, *added.forbidden_words])),
            "preferred_terms": {**base.preferred_terms, **added.preferred_terms},
            "right_words": list(dict.fromkeys([*base.right_words, *added.right_words])),
            "norms": [*base.norms, *added.norms],
            "required_headings": list(dict.fromkeys([*base.required_headings, *added.required_headings])),
            "contact_items": base.contact_items if added.contact_items is None else added.contact_items,
            "fewest_measures": added.fewest_measures or base.fewest_measures,
            "required": base.required if added.required is None else added.required,
        }
    )
