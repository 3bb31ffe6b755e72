"""P101–P104: numbers that belong to a person: identity and bank cards, mobiles, licence plates. Judged by their check
digits where they have any; never repeated in full."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.check.body import Spot, everything_printed, found_at, matches
from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passages, Report

_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ－", "0123456789XX-")
_LONG_NUMBER = pattern(r"(?<![\dA-Za-z.])\d{15,19}[Xx]?(?![\dA-Za-z])")
_SPACED_IDENTITY = pattern(  # 990101 19800101 123X
    r"(?<![\dA-Za-z.])\d{6}(?P<gap>[ \u3000-])(?:19|20)\d{6}(?P=gap)\d{3}[\dXx](?![\dA-Za-z])"
)
_GAPS = pattern(r"[ \u3000-]")
_SPACED_CARD = pattern(r"(?<![\d])\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?(?!\d)")


@rule(
    "P101",
    slug="identity-number",
    title="身份证号",
    severity="error",
    reason="身份证号是个人信息，任何公开文本都不得出现。",
    wrong="当事人身份证号为××××××19900101××××（18位）",
    right="当事人张某",
)
def identity_number(report: Report, passages: Passages) -> Iterator[Finding]:
    """Eighteen figures with a date of birth; the check digit tells a real one from a slip of the pen."""
    for printed in everything_printed(report, passages):
        text = printed.text.translate(_WIDE)
        for match in (*_LONG_NUMBER.finditer(text), *_SPACED_IDENTITY.finditer(text)):
            number = _GAPS.sub("", match.group())
            if not _looks_like_identity(number):
                continue
            spot = Spot(printed, *match.span())
            kind = "身份证号码（校验码正确）" if _real_identity(number) else "像是身份证号码（校验码不符）"
            told = f"个人信息不得公开，{kind}：{_masked(number)}"
            yield found_at(
                spot,
                told,
                suggestion="删去",
                severity=None if _real_identity(number) else "warning",
                private=(spot.words,),
            )
        for match in _RECORD.finditer(text):
            spot = Spot(printed, *match.span("number"))
            told = f"个人信息不得公开，{match['what']}：{spot.words[:2]}****"
            yield found_at(spot, told, suggestion="删去", private=(spot.words,))


_RECORD = pattern(  # 住院号20241873
    r"(?P<what>住院号|病历号|门诊号|病案号|就诊卡号|学籍号|准考证号|社保号|社会保障号码?|医保卡?号)(?:为|是|[:：])?\s?(?P<number>[A-Za-z]?\d{5,20})"
)


def _looks_like_identity(number: str) -> bool:
    return bool(re.fullmatch(r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]", number))


def _real_identity(number: str) -> bool:
    from stdnum.cn import ric

    return str(ric.calc_check_digit(number.upper())) == number[17].upper()


def _masked(number: str) -> str:
    """The number as a finding may repeat it: the report of a check is passed around too."""
    digits = re.sub(r"\D$", "X", number)
    return digits[:4] + "*" * (len(digits) - 8) + digits[-4:]


@rule(
    "P102",
    slug="mobile-number",
    title="手机号码",
    severity="error",
    reason="个人手机号码不公开；监督电话应当用办公电话。",
    wrong="联系人手机13800005550",
    right="联系电话：0000-5550000",
)
def mobile_number(report: Report, passages: Passages) -> Iterator[Finding]:
    """Eleven figures that begin as a mobile number; a warning where the notice gives it for contact."""
    pattern = re.compile(r"(?<![\d.\-])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![\d.])")
    for printed in everything_printed(report, passages):
        for match in pattern.finditer(printed.text.translate(_WIDE)):
            contact = printed.place.role == "contact"
            what = "监督联系电话是手机号码" if contact else "个人信息不得公开，手机号码"
            message = f"{what}：{match.group()[:3]}****{match.group()[-4:]}"
            spot = Spot(printed, *match.span())
            yield found_at(
                spot,
                message,
                suggestion="改用办公电话" if contact else "删去",
                severity="warning" if contact else None,
                private=(spot.words,),
            )


# 缴入账号6222…: what is called an account is one, whatever its check digit says
_ACCOUNT = pattern(
    r"(?:账号|帐号|账户|帐户|卡号|银行卡|存折|户头)(?:号码|为|是|[:：])?\s{0,3}(?P<number>\d[\d ]{10,24}\d)(?!\d)"
)


@rule(
    "P103",
    slug="bank-card",
    title="银行卡号",
    severity="error",
    reason="银行账号是个人和单位的敏感信息。",
    wrong="退缴至账户6222020200000000000",
    right="已全部退缴",
)
def bank_card(report: Report, passages: Passages) -> Iterator[Finding]:
    """Sixteen to nineteen figures that pass the check of bank cards, or a long number that is called an account."""
    from stdnum import luhn

    for printed in everything_printed(report, passages):
        text = printed.text.translate(_WIDE)
        found = {m.span(): m.group() for m in (*_LONG_NUMBER.finditer(text), *_SPACED_CARD.finditer(text))}
        cards = {
            span for span, shown in found.items()
            if 16 <= len(number := re.sub(r"\D", "", shown)) <= 19
            and not _looks_like_identity(shown) and luhn.is_valid(number)
        }  # fmt: skip
        called = {m.span("number") for m in _ACCOUNT.finditer(text)}
        called = {c for c in called if not any(a < c[1] and c[0] < b for a, b in cards)}
        for start, end in sorted(cards | called):
            spot = Spot(printed, start, end)
            masked = _masked(re.sub(r"\D", "", text[start:end]))
            if (start, end) in cards:
                yield found_at(
                    spot, f"敏感信息不得公开，像是银行卡号：{masked}", suggestion="删去", private=(spot.words,)
                )
            else:
                message = f"敏感信息不得公开，银行账号：{masked}"
                yield found_at(spot, message, suggestion="删去", severity="warning", private=(spot.words,))


@rule(
    "P104",
    slug="licence-plate",
    title="车牌号",
    severity="warning",
    reason="车牌号能对应到人，一般不公开。",
    wrong="公车苏E12345长期借用",
    right="1辆公车长期借用",
)
def licence_plate(report: Report, passages: Passages) -> Iterator[Finding]:
    """A province's character, a letter and five or six letters and figures."""
    pattern = re.compile(
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z]\s?[·•]?\s?"
        r"(?=[A-HJ-NP-Z0-9]*\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9学警挂港澳领](?![A-Za-z0-9])"
    )
    for spot, match in matches(pattern, everything_printed(report, passages)):
        message = f"个人信息不宜公开，车牌号：{match.group()[:2]}****{match.group()[-1]}"
        yield found_at(spot, message, suggestion="删去", private=(match.group(),))
