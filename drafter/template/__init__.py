"""A template's manifest (template.yaml) and where templates are found.

The manifest says how a notice is numbered and worded; template.docx beside it says how it looks. Composing reads the
former, rendering the latter.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from drafter.errors import InputError
from drafter.folders import contents
from drafter.named import named_beside
from drafter.report import Point, Problem, Report
from drafter.strict import SENTENCES, VERBATIM, nearest, read_settings
from drafter.template.forms import CONTACT_SLOTS, OPENING_SLOTS, TITLE_SLOTS, slot_check
from drafter.text.lexicon import table, words
from drafter.text.normal import fold
from drafter.text.ordinals import numbered, ordinal_at, strip_ordinal
from drafter.text.statuses import Status, yes_no
from drafter.yamlnodes import SyntaxFault, parse_nodes, plain

DEFAULT = "分段式"
FOLDERS_VARIABLE = "DRAFTER_TEMPLATES"  # folders of templates, separated as in PATH
PARTS = ("标题", "导语", "组织领导", "整改进展", "下一步", "联系方式", "落款", "成文日期")


def _yes_no(value: object) -> object:
    if not isinstance(value, str):
        return value
    answer = yes_no(value)
    if answer is None:
        raise ValueError("应写 是 或 否")
    return answer


def _form(value: str) -> str:
    if value in ("", "无"):
        return ""
    second = numbered(value, 2)
    unread = second[:1] == "贰" and ordinal_at(f"{second}中") is None  # such numerals number sections: 壹、, never 壹是
    if unread or (second == numbered(value, 1) and any(char.isalnum() for char in value)):
        known = "如 一、 （一） 1. （1） 一是 ①，或 ——、★ 等符号；不编号的写 无"
        raise ValueError(f"“{value}”应写成这种序号的第一个，{known}")
    return value


def _wording(value: str) -> str:
    if "{表述}" not in value:
        raise ValueError("要有 {表述}，排印时换成问题的表述，如 关于“{表述}”问题的整改。")
    return value


LUGGAGE = ("批注", "作者", "附加模板", "嵌入对象", "外部内容", "隐藏文字")


def _part(value: str) -> str:
    if value not in PARTS:
        raise ValueError(f"没有“{value}”这个部分{nearest(value, PARTS)}。可写的有：{'、'.join(PARTS)}")
    return value


def _luggage(value: str) -> str:
    if value not in LUGGAGE:
        raise ValueError(f"没有“{value}”这一项{nearest(value, LUGGAGE)}。可写的有：{'、'.join(LUGGAGE)}")
    return value


def _rule(value: str) -> str:
    """A rule by its number or name, S101 or missing-section, whatever the case."""
    known = {name.lower(): name for name in words("rules", "编号") | words("rules", "名")}
    found = known.get(fold(value).strip().lower())
    if found is None:
        raise ValueError(
            f"没有规则“{value}”{nearest(value, sorted(known.values()))}。运行 drafter rules 可以看到全部规则"
        )
    return found


def _rule_or_family(value: str) -> str:
    return value.upper() if fold(value).strip().upper() in words("rules", "类") else _rule(value)


def _norm_row(row: dict[str, str]) -> dict[str, str]:
    columns = [name for name in table("norms")[0] if name]
    for key in row:
        if key not in [*columns, "级别"]:
            raise ValueError(f"规范表没有“{key}”这一列{nearest(key, columns)}。可写的有：{'、'.join(columns)}")
    if not row.get("错") and not row.get("编号"):
        raise ValueError("规范表的每一行要有“错”（不规范的写法）")
    return row


Behind = Literal["导语", "组织领导", "整改进展", "下一步"]
_BEHIND = get_args(Behind)


def _place(value: object) -> object:
    """整改进展后 as 整改进展; what is no place stays as it was written, to be told so."""
    bare = value.strip().removesuffix("之后").removesuffix("后") if isinstance(value, str) else value
    return bare if bare in _BEHIND else value


def _title(value: str) -> str:
    """A heading without the number that the template sets."""
    return strip_ordinal(value).strip()


YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Form = Annotated[str, AfterValidator(_form)]
HeadingWording = Annotated[str, AfterValidator(_wording), VERBATIM]
Part = Annotated[str, AfterValidator(_part)]
Luggage = Annotated[str, AfterValidator(_luggage)]
RuleName = Annotated[str, AfterValidator(_rule)]
RuleOrFamily = Annotated[str, AfterValidator(_rule_or_family)]
TitleForm = Annotated[str, AfterValidator(slot_check(TITLE_SLOTS)), VERBATIM]
OpeningForm = Annotated[str, AfterValidator(slot_check(OPENING_SLOTS)), VERBATIM]
ContactForm = Annotated[str, AfterValidator(slot_check(CONTACT_SLOTS)), VERBATIM]
NormRow = Annotated[dict[str, str], AfterValidator(_norm_row)]


class _Setting(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True, frozen=True, defer_build=True)


LEVELS = (
    "一、",
    "（一）",
    "1.",
    "（1）",
    "①",
)  # GB/T 9704—2012 §7.3.3, and what is put below


class Layout(_Setting):
    """版式. A numbering form is written as its first member: 一、 （一） 1. （1） 一是 ①."""

    section: Form = Field("一、", alias="节", description="一级标题的编号")
    group: Form = Field("（一）", alias="分组", description="方面、板块的编号")
    problem: Form = Field("1.", alias="问题", description="问题的编号；按方面分组而与分组相同时改用 1.")
    problem_heading: HeadingWording = Field(
        "关于“{表述}”问题的整改。",
        alias="问题标题",
        description="问题标题的写法，{表述} 换成问题的表述；还可用 {状态}、{序号}",
    )
    restart: YesNo = Field(False, alias="分组内重编", description="每个方面里的问题都从1编起")
    heading_place: Literal["独段", "同段"] = Field(
        "独段", alias="问题标题位置", description="问题标题独占一段，或与下文同段"
    )
    aspect: Form = Field("（1）", alias="具体表现", description="具体表现的编号")
    aspect_heading: HeadingWording = Field("关于“{表述}”问题。", alias="具体表现标题", description="具体表现标题的写法")
    label: str | None = Field(None, alias="标签", description="如 整改情况：")
    status_words: dict[Status, str] = Field(
        {}, alias="状态写法", description="问题标题里 {状态} 怎样印，如 已完成: 已完成整改；不写则照台账的状态"
    )
    label_place: Literal["独段", "同段"] | None = Field(
        None,
        alias="标签位置",
        description="标签独占一段，或与第一条措施同段；不写则分段的独段、内联的同段",
    )
    measure: Form = Field("一是", alias="措施", description="措施的编号")
    measures: Literal["分段", "内联"] = Field("分段", alias="措施排列", description="一条一段，或全部接成一段")
    number_single_measure: YesNo = Field(False, alias="单条措施编号", description="只有一条措施时也编号")
    point: Form = Field("一是", alias="要点", description="组织领导、下一步各要点的编号")
    points: Literal["分段", "内联", "接排"] = Field(
        "分段", alias="要点排列", description="要点一条一段，或全部接成一段，或接在总述后面"
    )
    point_lead: Literal["同段", "独段", "独段句号"] = Field(
        "同段", alias="要点提法位置", description="提法与内容同段，或独占一段（不带或带句号）"
    )
    next_point_lead: Literal["同段", "独段", "独段句号"] | None = Field(
        None, alias="下一步提法位置", description="下一步各要点的提法；不写则与 要点提法位置 相同"
    )
    next_point: Form | None = Field(None, alias="下一步要点", description="下一步各要点的编号；不写则与 要点 相同")
    next_points: Literal["分段", "内联", "接排"] | None = Field(
        None, alias="下一步要点排列", description="下一步各要点怎样排；不写则与 要点排列 相同"
    )
    block: Form | None = Field(None, alias="板块", description="组织领导、下一步小标题的编号；不写则与 分组 相同")
    result_label: str = Field("整改成效：", alias="成效标签", description="整改成效一段开头的字")
    result_label_place: Literal["同段", "独段"] = Field(
        "同段", alias="成效标签位置", description="成效标签与成效同段，或独占一段"
    )
    result_place: Literal["独段", "接排"] = Field(
        "独段", alias="成效位置", description="整改成效独占一段，或接在最后一条措施后面"
    )
    contact_lines: Literal["一段", "分行", "表格"] = Field(
        "一段", alias="联系方式排列", description="接成一段，或一项一行，或由 template.docx 里的表格印出各项"
    )
    stage_figures: YesNo = Field(
        False, alias="阶段数字", description="整改进展开头写明已完成、基本完成、推进中的个数（每个问题都填了状态时）"
    )
    two_subjects: YesNo = Field(False, alias="双主体", description="组织领导分党委、主要负责人两部分")
    subject_sections: YesNo = Field(False, alias="双主体一级", description="两部分各用一级标题，不用（一）（二）")


class SectionTitles(_Setting):
    leadership: str = Field(
        "巡视整改组织领导情况", alias="组织领导", description="第一部分的标题，不带编号；“巡视”按台账换成“巡察”"
    )
    progress: str = Field("整改进展情况", alias="整改进展", description="第二部分的标题")
    next_steps: str = Field("下一步打算", alias="下一步", description="第三部分的标题")


def _grade(value: object) -> object:
    """The grades as the checker prints them are understood too."""
    return {"错误": "error", "警告": "warning", "提示": "info"}.get(value, value) if isinstance(value, str) else value


class OwnSection(_Setting):
    """其他部分: a section of the office's own, numbered with the others. Its text stands in the ledger."""

    title: Annotated[str, AfterValidator(_title)] = Field(
        alias="标题", description="一级标题，不带编号，如 建章立制情况"
    )
    after: Annotated[Behind, BeforeValidator(_place)] = Field(
        "整改进展", alias="位置", description="排在哪一部分之后，如 整改进展后"
    )
    required: YesNo = Field(False, alias="必备", description="是：台账没有写时印【待补】，检查时也要求有这一部分")
    source: str = Field(
        "", alias="来自", description="文字取自台账的哪一项，如 组织领导.机制；不写则取台账“其他部分”里标题相同的一项"
    )

    @property
    def path(self) -> tuple[str, ...]:
        """The keys of the ledger that its text comes from; empty where it is an entry of 其他部分."""
        return tuple(self.source.split(".")) if "." in self.source else ()

    @property
    def entry(self) -> str:
        """The title of the entry in 其他部分 that is meant."""
        return self.title if self.path or not self.source else self.source


class RuleSettings(_Setting):
    """规则: which rules of the checker this template switches or re-grades, and the office's own words."""

    off: list[RuleOrFamily] = Field([], alias="关闭", description="不用的检查规则，写编号")
    severity: dict[RuleName, Annotated[Literal["error", "warning", "info"], BeforeValidator(_grade)]] = Field(
        {}, alias="级别", description="规则编号: 错误、警告或提示（error、warning、info）"
    )
    required_phrases: Annotated[list[str], SENTENCES] = Field([], alias="必用语", description="通报里必须出现的话")
    forbidden_words: list[str] = Field([], alias="禁用词", description="通报里不能出现的词")
    preferred_terms: dict[str, str] = Field({}, alias="规范用语", description="不规范写法: 规范写法")
    right_words: list[str] = Field(
        [], alias="正确用语", description="本单位照写的词，如 走教：不当作错别字、重复的字报出来"
    )
    norms: list[NormRow] = Field(
        [], alias="规范表", description="本单位的规范表：每行有 错、对，可有 编号、类、级、前非、后非"
    )
    norms_file: str = Field("", alias="规范表文件", description="同上，另存的 .xlsx 或 .csv，与规则文件放在一起")
    required: list[Part] | None = Field(None, alias="必备", description="通报必须有的部分；留空则按模板的 必备")
    contact_items: list[Literal["电话", "地址", "邮编", "邮箱", "受理时间"]] | None = Field(
        None, alias="联系方式必备", description="监督联系方式里少不了的项；留空则为 电话、地址、邮箱"
    )
    fewest_measures: int = Field(0, alias="最少措施", ge=0, description="每个问题至少写几条措施；0 或不写则不查")
    required_headings: list[Annotated[str, AfterValidator(_title)]] = Field(
        [], alias="必备标题", description="通报里还必须有的一级标题，不带编号，如 建章立制情况"
    )


class Manifest(_Setting):
    """template.yaml."""

    name: str = Field(alias="名称", description="模板的名称")
    description: str = Field("", alias="说明", description="在 template list 里显示")
    layout: Layout = Field(Layout(), alias="版式")
    titles: SectionTitles = Field(SectionTitles(), alias="小标题")
    required: list[Part] = Field(list(PARTS), alias="必备", description="少不了的部分")
    title_form: TitleForm = Field(
        "",
        alias="标题写法",
        description="通报标题，如 {单位}关于{部署}{类别}整改进展情况的通报；可用 {单位}{部署}{巡视组}{类别}",
    )
    opening_form: Annotated[list[OpeningForm], SENTENCES] = Field(
        [],
        alias="导语写法",
        description="台账没有写导语时用的话，一段一条；可用 {部署}{巡视组}{对象}{巡视}{开始}{结束}{反馈}{简称}；"
        "不写则取自词条库",
    )
    contact_form: Annotated[list[ContactForm], SENTENCES] = Field(
        [],
        alias="联系方式写法",
        description="台账没有写联系方式全文时用的话，一行一条；可用 {电话}{地址}{邮编}{邮箱}{受理时间}{简称}{序号}；"
        "台账里没有邮编、受理时间的，那一项不印",
    )
    others: list[OwnSection] = Field(
        [], alias="其他部分", description="本单位另有的一级标题，每项写 标题、位置、必备、来自，与其他部分一起编号"
    )
    annex: YesNo = Field(False, alias="附任务清单", description="在文后附整改任务清单，会印出内部字段")
    rules: RuleSettings = Field(RuleSettings(), alias="规则")
    kept: list[Luggage] = Field(
        [],
        alias="保留",
        description="模板文件里一并带进通报的：批注、作者、附加模板、嵌入对象、外部内容、隐藏文字；不写则不带",
    )
    extra: dict[str, Any] = Field({}, alias="自定义", description="模板里可用的固定文字")

    @property
    def worded(self) -> frozenset[str]:
        """The places of a notice that the template words itself, so that the phrasebank is not asked."""
        forms = {"导语": self.opening_form, "公开": self.opening_form, "监督": self.contact_form}
        return frozenset(place for place, form in forms.items() if form)


class Template(BaseModel):
    """A template folder: its manifest and its template.docx."""

    folder: Path
    manifest: Manifest
    source: str = ""  # where it was found: 内置, or the folder that holds it

    @property
    def docx(self) -> Path:
        return self.folder / "template.docx"


class Found(NamedTuple):
    """A template folder that was found. `template` is None where its template.yaml cannot be used: `faults` say why."""

    name: str  # of the folder
    folder: Path
    source: str
    template: Template | None
    faults: tuple[str, ...] = ()


def beside(ledger: Path) -> list[Path]:
    """Where the templates of the office lie that keeps this ledger."""
    return [ledger.parent / name for name in ("templates", "模板")]


def find_template(name_or_path: str | None, search: Iterable[Path] = ()) -> Template:
    """The template of that name or in that folder; 分段式 where none is named.

    Looked for in the folders of `search`, ./templates, the office's folders (DRAFTER_TEMPLATES), the user's own and
    among the built-in ones. Raises InputError where there is none, or its template.yaml cannot be used.
    """
    return _load(*_located(name_or_path, search))


def template_of(chosen: str | None, ledger: Path, named: str | None) -> Template:
    """The one that the user chose, else the one that the ledger names under 通报.模板.

    A ledger may come from elsewhere: what it names stands beside it or is one of the templates that are found by name;
    the system is asked for nothing else. Raises InputError as `find_template` does.
    """
    search = beside(ledger)
    if chosen or not named:
        return find_template(chosen, search)
    wanted = named.strip()
    known = [folder for _, folder in _candidates(search) if os.path.abspath(folder) == os.path.abspath(wanted)]
    if known:
        return find_template(str(known[0]))
    path = named_beside(ledger, wanted, "通报.模板")
    folder = path.parent if path.name in {"template.yaml", "template.docx"} else path
    if _is_template(folder):
        return _load(folder, str(folder.parent))
    try:
        located = _by_name(wanted, search)
    except InputError as error:
        raise InputError(f"{ledger}：通报.模板：{error}") from None
    return _load(*located)


def find_folder(name_or_path: str | None, search: Iterable[Path] = ()) -> Path:
    """Its folder, also of a template that cannot be used as it is."""
    return _located(name_or_path, search)[0]


def _located(name_or_path: str | None, search: Iterable[Path]) -> tuple[Path, str]:
    """(folder, source)"""
    wanted = (name_or_path or DEFAULT).strip()
    path = Path(wanted)
    if _is_template(path):
        return path, str(path.parent)
    if path.name in {"template.yaml", "template.docx"} and path.is_file():
        return path.parent, str(path.parent.parent)
    try:
        return _by_name(wanted, search)
    except InputError:
        if path.is_dir():
            raise InputError(f"{path}：这个文件夹里没有 template.yaml 和 template.docx，不是模板。") from None
        raise


def _is_template(folder: Path) -> bool:
    return any(p.exists() and not p.is_dir() for p in (folder / "template.yaml", folder / "template.docx"))


def _by_name(wanted: str, search: Iterable[Path]) -> tuple[Path, str]:
    """(folder, source) among those that are found by name."""
    named: list[str] = []
    for source, folder in _candidates(search):
        if folder.name == wanted:
            return folder, source
        named.append(folder.name)
    for source, folder in _candidates(search):  # by the 名称 in template.yaml
        if _own_name(folder) == wanted:
            return folder, source
    raise InputError(f"没有叫“{wanted}”的模板{nearest(wanted, named)}。运行 drafter template list 可以看到全部模板。")


def list_templates(search: Iterable[Path] = ()) -> list[Found]:
    """Every template, the office's own first; a name found twice is listed where it is taken from."""
    found: dict[str, Found] = {}
    for source, folder in _candidates(search):
        if folder.name in found:
            continue
        try:
            found[folder.name] = Found(folder.name, folder, source, _load(folder, source))
        except InputError as error:
            found[folder.name] = Found(folder.name, folder, source, None, tuple(error.messages))
    return list(found.values())


def load_manifest(file: Path) -> Manifest:
    """The settings in template.yaml. Raises InputError with every fault, each with its line."""
    return read_settings(file, Manifest, "模板文件夹里要有 template.yaml。", "请从内置模板复制一份来改。")


def legible_manifest(file: Path) -> Manifest:
    """What a faulty template.yaml says all the same, each setting for itself: one fault shall not bring others."""
    try:
        data = plain(parse_nodes(contents(file).decode("utf-8-sig", "replace")))
    except (OSError, InputError, SyntaxFault):
        data = None
    found: dict[str, Any] = {"名称": file.parent.name}
    for key, value in data.items() if isinstance(data, dict) else ():
        try:
            Manifest.model_validate({"名称": "模板", key: value})
        except ValidationError:
            continue
        found[key] = value
    return Manifest.model_validate(found)


def load_rules(file: Path) -> RuleSettings:
    """An office's own rule file: the keys of 规则 alone. Raises InputError with every fault, each with its line."""
    return read_settings(
        file, RuleSettings, "请检查路径和文件名。", "可写 关闭、级别、必备、必用语、禁用词、规范用语、正确用语。"
    )


def builtin_folder() -> Path:
    """Where the built-in templates are: inside the installed package, or at the top of a source checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "data" / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def user_folder() -> Path:
    """The folder of a user's own templates."""
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "drafter" / "templates"


def _candidates(search: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """(source, template folder) in the order of precedence."""
    office = [Path(p) for p in os.environ.get(FOLDERS_VARIABLE, "").split(os.pathsep) if p]
    builtin = builtin_folder()
    seen: set[Path] = set()
    for folder in [*search, Path("templates"), *office, user_folder(), builtin]:
        resolved = Path(os.path.realpath(folder))
        if resolved in seen or not folder.is_dir():
            continue
        seen.add(resolved)
        source = "内置" if resolved == Path(os.path.realpath(builtin)) else str(folder)
        for child in sorted(folder.iterdir()):
            if _is_template(child):
                yield source, child


def _load(folder: Path, source: str) -> Template:
    faults: list[str] = []
    manifest = None
    try:
        manifest = load_manifest(folder / "template.yaml")
    except InputError as error:
        faults = error.messages
    if not (folder / "template.docx").is_file():
        faults = [*faults, f"{folder}：没有 template.docx。模板文件夹里要有 template.yaml 和 template.docx。"]
    if manifest is None or faults:
        raise InputError(*faults)
    return Template(folder=folder, manifest=manifest, source=source)


def _own_name(folder: Path) -> str | None:
    try:
        return load_manifest(folder / "template.yaml").name
    except InputError:
        return None


def manifest_yaml(manifest: Manifest) -> str:
    """template.yaml of these settings, under their Chinese keys; what is as usual is left out."""
    import yaml

    full, given = (manifest.model_dump(by_alias=True, exclude_defaults=usual) for usual in (False, True))
    data: dict[str, Any] = {"名称": manifest.name, "说明": manifest.description}
    data["版式"] = {k: v for k, v in full["版式"].items() if v is not None and v != {}}
    data["小标题"] = full["小标题"]
    data["必备"] = list(full["必备"])
    data |= {k: v for k, v in given.items() if k not in data}
    text: str = yaml.dump(_spoken(data), allow_unicode=True, sort_keys=False, width=200)
    return f"# 模板设置：编号、措辞和必备部分。字体、页边距等在同一文件夹的 template.docx 里改。\n{text}"


def _spoken(value: Any) -> Any:
    """True and False as 是 and 否."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return {k: _spoken(v) for k, v in value.items()}
    return [_spoken(v) for v in value] if isinstance(value, list) else value


def leads_alone(point: Point) -> bool:
    """Whether the first paragraph of a point is its lead phrase and no more."""
    if not point.lead or len(point.passages) < 2:
        return False
    return fold(point.passages[0].text).strip().rstrip("。.").endswith(fold(point.lead).rstrip("。."))


# ---- which template a report is printed in


def matching_template(report: Report) -> str:
    """The built-in template whose layout is nearest to the report's."""
    problems = report.problems
    ordinals = Counter(_ordinal_kind(m.ordinal) for p in problems for m in p.all_measures())
    if sum(1 for s in report.sections if s.role == "leadership" for b in s.blocks if b.heading) >= 2:
        return "双主体式"
    if _inline(problems):
        return "内联式"
    if problems and sum(p.heading.text.strip().startswith(("（", "(")) for p in problems) * 2 > len(problems):
        return "括号式"
    if ordinals["（1）"] > ordinals["一是"]:
        return "清单式"
    return "分段式"


def _inline(problems: tuple[Problem, ...]) -> bool:
    """Most problems hold several measures in one printed paragraph."""
    several = [p for p in problems if len(p.measures) > 1]
    together = [p for p in several if len({m.passages[0].line for m in p.measures}) == 1]
    return bool(several) and len(together) * 2 > len(several)


def _ordinal_kind(ordinal: str | None) -> str | None:
    found = ordinal_at(fold(ordinal + "：")) if ordinal else None
    return found.kind if found else None
