"""A short, faultless, fictional notice for tests of the checker: each test spoils one place of it."""

from __future__ import annotations

from drafter.check import Finding, all_rules, check
from drafter.read import parse
from drafter.read.text import paragraphs
from drafter.report import Report

NOTICE = """\
中共江州市云岭区委员会关于巡视整改进展情况的通报
根据省委统一部署，2024年3月5日至5月10日，省委第三巡视组对江州市云岭区进行了巡视，6月20日反馈了巡视意见。按照党务公开原则，现将巡视整改进展情况予以公布。
一、巡视整改组织领导情况
区委把巡视整改作为重要政治任务，对省委巡视组反馈的6个问题逐项研究，明确13条整改措施。
一是加强组织领导。2024年6月22日，区委常委会召开会议专题研究整改工作，成立巡视整改工作领导小组，下设4个工作小组。
二是压实整改责任。6家牵头单位各自制定方案，2024年12月20日和2025年1月8日两次听取汇报。
二、整改进展情况
1.关于“产业转型步伐不快”问题的整改。
一是完善产业规划。编制《云岭区先进装备产业三年行动计划》，确定5个重点方向。
二是盘活闲置土地。排查闲置地块64宗，已盘活48宗，盘活率75%，其余16宗正在办理。
2.关于“河道治理不彻底”问题的整改。
一是开展集中整治。整治排口380个，其中青石街道120个、南浦镇210个、长桥街道50个。
二是建立巡查机制。云岭区级河长全年巡河212次，发现问题37个，已全部交办。
三是加强水质监测。新设水质自动监测站9座，断面达标率由82.5%提高到91.7%。
3.关于“养老服务有短板”问题的整改。
一是建设日间照料中心。全区已建成标准化日间照料中心25家，新增床位350张。
二是改造养老机构。完成6家养老机构的消防改造，给112名老人办理了意外险。
4.关于“信访化解不及时”问题的整改。
一是实行领导包案。区级领导包案38件，已化解31件。
二是规范办理流程。印发《云岭区信访事项办理规程》，按期答复率98.6%。
5.关于“基层党建有薄弱环节”问题的整改。
一是整顿软弱涣散党组织。确定4个村逐一制定方案，调整村书记2名。
二是加强阵地建设。新建党群服务站点11处，面积3200平方米。
6.关于“工程招投标监管不严”问题的整改。
一是开展专项检查。抽查项目56个，发现违规线索7条，移送区纪委监委3条。
二是完善制度。出台《云岭区政府投资项目管理办法》，今年立案21件，同比增长5%。
三、下一步打算
区委将继续抓好整改，力争2025年6月底前全面完成。
一是持续推进未完成事项。对河道治理、闲置土地处置按月调度。
二是巩固整改成效。适时开展回头看。
欢迎广大干部群众监督。联系方式：电话0555-5550100；地址：江州市云岭区政务路1号；电子邮箱：zhenggai@example.com。
中共江州市云岭区委员会
2025年1月15日
"""


def report_of(text: str) -> Report:
    """A notice read from plain text."""
    return parse(paragraphs(text))


def findings(text: str, families: str = "") -> list[Finding]:
    """The findings of the rules whose codes begin with one of the letters or codes given (S N203); all where none."""
    wanted = tuple(families.split())
    return check(report_of(text), rules=[r for r in all_rules() if not wanted or r.code.startswith(wanted)])


def spoilt(old: str, new: str, families: str = "") -> list[Finding]:
    """What is found in the notice when one place of it is changed."""
    assert NOTICE.count(old) >= 1, old
    return findings(NOTICE.replace(old, new, 1), families)


def line(number: int) -> str:
    """A paragraph of the notice by its number, with its line end."""
    return NOTICE.splitlines(keepends=True)[number - 1]
