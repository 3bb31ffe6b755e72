"""A saved web page gives its article; what stands around it comes back too, set apart as header or footer."""

import base64
import re
import time

import pytest
from lxml import html as lxml_html

from drafter.errors import InputError
from drafter.read.source import paragraphs_of
from drafter.report import Paragraph

TITLE = "中共江州市云岭区委员会关于巡视整改进展情况的通报"
PREAMBLE = "根据省委统一部署，2024年3月5日至5月10日，省委第三巡视组对云岭区开展了巡视，现将整改进展情况公布如下。"
NOTICE = [
    PREAMBLE,
    "一、整改组织领导情况",
    "区委把巡视整改摆在突出位置，先后召开整改专题会议9次，研究事项31项。",
    "二、整改落实情况",
    "（一）产业方面",
    "1.关于“链条短”问题",
    "一是延链。新签约配套项目7个，总投资12.5亿元，其中4个项目已经动工建设。",
    "二是补链。引进检测机构2家，填补本地空白。",
    "欢迎干部群众对整改落实情况进行监督，联系电话：0555-5550166；邮编：990501。",
    "中共江州市云岭区委员会",
    "2025年1月15日",
]


def read(page: str | bytes, suffix: str = ".html") -> list[Paragraph]:
    return paragraphs_of(page if isinstance(page, bytes) else page.encode(), "网页" + suffix, suffix)


def of_kind(found: list[Paragraph], *kinds: str) -> list[str]:
    return [p.text for p in found if p.container in kinds]


def body(found: list[Paragraph]) -> list[str]:
    return of_kind(found, "body", "table")


def paragraphs(lines: list[str], tag: str = "p") -> str:
    return "".join(f"<{tag}>　　{line}</{tag}>\n" for line in lines)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_a_portal_page_gives_the_article_and_sets_its_frame_apart() -> None:
    found = read(f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_云岭区人民政府</title>
        <style>p{{}}</style></head><body><div class="top"><a href="/">网站首页</a> <a href="/x">政务公开</a></div>
        <div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/dj">党务公开</a> &gt; 正文</div>
        <div class="detail"><h1>{TITLE}</h1>
        <div class="info"><span>发布日期：2025-01-16</span> <span>来源：云岭发布</span>
        <span>字号：[ 大 中 小 ]</span></div>
        <div class="TRS_Editor">{paragraphs(NOTICE)}</div>
        <div class="tools"><a href="#">打印</a><a href="#">关闭</a></div></div>
        <div>上一篇：<a href="/1">云岭区召开经济工作会议，部署一季度重点任务，区四套班子领导参加会议并讲话</a></div>
        <div class="footer"><p>主办单位：云岭区人民政府办公室，地址：江州市云岭区望江路5号，电话：0555-5550100</p>
        <p>临ICP备00000001号</p></div><script>var a = "脚本里的字";</script></body></html>""")
    assert body(found) == [TITLE, *NOTICE]
    assert [p.level for p in found if p.text == TITLE] == [0]
    header, footer = of_kind(found, "header"), of_kind(found, "footer")
    assert any("发布日期：2025-01-16" in line for line in header)
    assert "临ICP备00000001号" in footer
    assert "打印" in "".join(footer)
    assert not any("脚本" in p.text for p in found)


def test_a_page_laid_out_in_tables_gives_the_article_as_plain_paragraphs() -> None:
    cell = "<br>\n".join("　　" + line for line in NOTICE)
    found = read(
        f"""<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"></head><body>
        <table><tr><td><a href=#>首页</a></td><td><a href=#>要闻</a></td></tr></table>
        <table><tr><td><font size=5>{TITLE}</font></td></tr>
        <tr><td>2025-01-16 来源：云岭区委办公室 浏览次数：355</td></tr>
        <tr><td><div>{cell}</div></td></tr></table>
        <table><tr><td>版权所有：云岭区融媒体中心</td></tr></table></body></html>""".encode("gb18030")
    )
    assert body(found) == [TITLE, *NOTICE]
    assert {p.container for p in found if p.text in NOTICE} == {"body"}
    assert of_kind(found, "header") == ["首页", "要闻", "2025-01-16 来源：云岭区委办公室 浏览次数：355"]
    assert of_kind(found, "footer") == ["版权所有：云岭区融媒体中心"]


def test_an_index_table_above_the_article_is_no_part_of_it_and_a_table_inside_is() -> None:
    index = "".join(
        f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in (("索引号：", "YL555"), ("发布机构：", "区委巡察办"))
    )
    inside = "<table><tr><td>整改任务</td><td>完成数</td></tr><tr><td>57项</td><td>52项</td></tr></table>"
    found = read(f"""<body><div id="zoom"><table>{index}</table><p align=center><b>{TITLE}</b></p>
        {paragraphs(NOTICE[:8])}{inside}{paragraphs(NOTICE[8:])}</div></body>""")
    assert of_kind(found, "header") == ["索引号：", "YL555", "发布机构：", "区委巡察办"]
    assert of_kind(found, "table") == ["整改任务", "完成数", "57项", "52项"]
    assert of_kind(found, "body") == [TITLE, *NOTICE]


def test_an_article_in_several_boxes_is_kept_together() -> None:
    found = read(f"""<body><div class="main"><h2>{TITLE}</h2><div class="lead">{NOTICE[0]}</div>
        <section><h3>{NOTICE[1]}</h3><p>{NOTICE[2]}</p></section>
        <section><h3>{NOTICE[3]}</h3>{paragraphs(NOTICE[4:9], "div")}</section>
        <div class="sign"><p>{NOTICE[9]}</p><p>{NOTICE[10]}</p></div></div>
        <div class="foot">网站标识码：9905550001</div></body>""")
    assert body(found) == [TITLE, *NOTICE]
    assert of_kind(found, "footer") == ["网站标识码：9905550001"]


def test_related_news_with_sentences_of_its_own_is_not_taken_for_the_article() -> None:
    news = "云岭区近日召开全区项目建设推进会，区委书记出席会议并讲话，会议通报了一季度项目进展情况。"
    found = read(f"""<body><div id="container"><div class="left"><div class="article-content"><h1>{TITLE}</h1>
        {paragraphs(NOTICE)}</div></div><div class="sidebar"><h3>推荐阅读</h3><p>{news}</p></div></div></body>""")
    assert body(found) == [TITLE, *NOTICE]
    assert of_kind(found, "footer") == ["推荐阅读", news]


def test_inline_tags_do_not_part_a_paragraph_and_line_breaks_in_the_source_are_no_spaces() -> None:
    found = read("""<body><p>一是<strong>加强</strong><span>领导</span><font>。</font>召开
        会议<a href="#">3次</a>，完成 Smart
        City 项目&ldquo;一件事&rdquo;&nbsp;2&#20010;。<!-- 注释 -->其余<o:p></o:p>推进中。</p>
        <p>二是落实责任。</p></body>""")
    assert body(found) == [
        "一是加强领导。召开会议3次，完成 Smart City 项目“一件事” 2个。其余推进中。",
        "二是落实责任。",
    ]


def test_both_kinds_of_breaks_end_a_paragraph_and_preformatted_lines_do() -> None:
    text = "一是延链，签约项目7个，完成投资3亿元。"
    assert body(read(f"<div>{text}<br/>{text}<br><br>{text}</div>")) == [text] * 3
    assert body(read(f"<body><pre>{text}\n\n　　{text}</pre></body>")) == [text] * 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"])
def test_the_encoding_is_found_whatever_the_page_says(encoding: str) -> None:
    declared = {"big5": "big5", "gb18030": "gb2312", "utf-8": "gbk"}.get(encoding, "utf-8")
    text = "<html><head><meta charset='%s'></head><body><p>%s</p></body></html>"
    line = "整改事項" if encoding == "big5" else "整改事项，镕基"
    assert body(read((text % (declared, line)).encode(encoding))) == [line]


def test_a_page_saved_in_one_file_is_read() -> None:
    page = base64.encodebytes(
        f"<html><body><h1>{TITLE}</h1>{paragraphs(NOTICE)}</body></html>".encode("gb18030")
    ).decode()
    mht = (
        "From: <由 浏览器 保存>\nSubject: x\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----=_a"\n\n------=_a\n'
        f'Content-Type: text/html; charset="gb2312"\nContent-Transfer-Encoding: base64\n\n{page}\n'
        "------=_a\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0=\n\n------=_a--\n"
    )
    assert body(read(mht.encode(), ".mht")) == [TITLE, *NOTICE]


def test_a_page_saved_under_another_suffix_is_read_as_a_page() -> None:
    page = f"<html><body>{paragraphs(NOTICE)}</body></html>".encode()
    assert [p.text for p in paragraphs_of(page, "通报.doc", ".doc")] == NOTICE
    assert [p.text for p in paragraphs_of(page, "通报.txt", ".txt")] == NOTICE


def test_nothing_that_a_page_shows_is_dropped() -> None:
    page = f"""<html><head><title>云岭区人民政府门户网站</title></head><body><noscript>请启用脚本</noscript>
        <ul><li>导航一<li>导航二</ul>裸露的文字<select><option>链接一<option>链接二</select>
        <div>{paragraphs(NOTICE, "div")}尾部<button>返回</button></div><dl><dt>甲<dd>乙</dl></body></html>"""
    shown = lxml_html.document_fromstring(re.sub("<(noscript|title)>.*?</.*?>", "", page)).text_content()
    assert squeezed("".join(p.text for p in read(page))) == squeezed(shown)


def test_the_name_in_the_browser_tab_is_kept_only_where_the_page_does_not_print_it() -> None:
    page = "<html><head><title>{}</title></head><body>{}</body></html>"
    assert read(page.format("党务公开", paragraphs(NOTICE)))[0].text == PREAMBLE
    kept = read(page.format(TITLE, paragraphs(NOTICE)))[0]
    assert (kept.text, kept.container) == (TITLE, "header")


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html><frameset><frame src=a></frameset></html>"])
def test_a_page_without_text_is_refused_with_what_to_do(page: str) -> None:
    with pytest.raises(InputError, match=r"网页\.html：网页里没有文字.*复制正文"):
        read(page)


@pytest.mark.parametrize("depth", [100, 300, 2100, 9000])
def test_text_that_stands_thousands_of_elements_deep_is_read(depth: int) -> None:
    around = f"<html><body>{'<div>' * depth}{paragraphs(NOTICE)}{'</div>' * depth}<p>版权所有</p></body></html>"
    assert body(read(around)) == NOTICE
    levels = [f"第{n}层的一句话，说明情况。" for n in range(depth)]
    assert [p.text for p in read("<body>" + "".join(f"<div>{line}" for line in levels))] == levels
    unclosed = "<body>" + "".join(f"<font><b><p>{line}" for line in levels)
    assert [p.text for p in read(unclosed)] == levels


def test_what_a_deep_page_does_not_show_is_not_read() -> None:
    unseen = "<script>var a='<p>代码</p>';</script><!-- <p>注</p> --><style>p{}</style><noscript>旧</noscript>"
    page = f"<body>{'<div>' * 500}{unseen}<p>一句话，说明情况。<br>又一句。{'</div>' * 500}<p>尾。"
    assert [p.text for p in read(page)] == ["一句话，说明情况。", "又一句。", "尾。"]


HOSTILE = (
    "<div>",
    "<!--",
    "-->",
    "<a ",
    "<script>",
    "<b></i>",
    "</p>",
    "<p><b>",
    "<table><tr><td>",
    "<svg></svg>",
    "<",
)


@pytest.mark.parametrize("mark", HOSTILE)
def test_a_page_of_one_mark_over_and_over_ends_soon(mark: str) -> None:
    begun = time.process_time()
    assert read(f"<body>{'<div>' * 300}<p>一句话。{mark * (300_000 // len(mark))}")[0].text.startswith("一句话。")
    assert time.process_time() - begun < 8


def test_a_text_of_millions_of_characters_is_no_notice() -> None:
    for suffix, text in ((".txt", "整改。\n" * 700_000), (".html", "<p>整改工作有序推进。</p>" * 250_000)):
        with pytest.raises(InputError, match="200 万字"):
            read(text, suffix)
