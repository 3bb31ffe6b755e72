"""What figures of a sentence say of one another: which relations are seen, and which of them do not hold."""

import pytest

from drafter.text.normal import fold
from drafter.text.quantities import quantities
from drafter.text.relation import Relation
from drafter.text.relations import relations


def _of(text: str) -> list[Relation]:
    folded = fold(text)
    return relations(folded, quantities(folded))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("31个问题中，已完成25个，基本完成3个，推进中3个，长期坚持2个。", "whole"),
        ("受理诉求672件，办结641件，其余41件正在办理。", "whole"),
        ("甲镇12处、乙镇8处，共计21处。", "whole"),
        ("征求意见2480条，采纳2910条。", "exceeds"),
        ("35项任务中已完成36项。", "exceeds"),
        ("事项由26项压减到42项。", "change"),
        ("面积由52亩减少到46亩，下降15.5%。", "change"),
        ("合格率由85%提高到92%，提高7%。", "change"),
        ("今年21件，比上年的18件增加4件。", "change"),
        ("对8个乡镇站所开展检查，反馈问题20个，已整改18个，整改率95%。", "rate"),
        ("新增床位620张，其中护理型434张，占77.0%。", "rate"),
        ("整治120公顷（1500亩）。", "conversion"),
        ("建立周调度、月通报、台账销号四项制度。", "listed"),
        ("探索四种路径：合作、入股、出租。", "listed"),
        ("青石、南浦、长桥分别完成12个、15个。", "respectively"),
    ],
)
def test_a_relation_that_does_not_hold_is_seen(text: str, kind: str) -> None:
    assert [r.kind for r in _of(text) if not r.holds] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "31个问题中，已完成23个，基本完成3个，推进中3个，长期坚持2个。",
        "检查合作社15家，其中4家账目不全，另有2家未建账，均已督促整改。",
        "受理172件，重点案件12件，办结160件，其余12件正在办理。",
        "受理26件，其中办结22件，3件正在办理。",
        "事项由42项压减到26项，压减38.1%。",
        "面积由52亩减少到46亩，下降11.5%。",
        "合格率由85%提高到92%，提高7个百分点。",
        "办结672件，办结率95.4%。",
        "整治120公顷（1800亩）。",
        "建立周调度、月通报和台账销号三项制度。",
        "青石、南浦、长桥分别完成12个、15个、9个。",
        "教育、卫生和民政三个部门开展检查。",
        "参训100人，其中女干部60人、党员70人。",
        "整治点位甲类12个、乙类30个、丙类22个，已完成整治58个，其余6个有序推进。",
        "检查2轮，第一轮发现问题23个，第二轮发现问题15个，共督促整改问题38个。",
        "走访企业300家，发现问题20个，涉及企业15家，已整改12家，整改率80%。",
    ],
)
def test_what_adds_up_or_need_not_is_left_alone(text: str) -> None:
    assert [r for r in _of(text) if not r.holds] == []
