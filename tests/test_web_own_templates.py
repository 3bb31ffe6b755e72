"""An office's own templates: a broken one is known before anybody drafts in it, one that is not needed goes away."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import httpx
import pytest
from test_web_pages import EXAMPLE

from drafter.work.drafting import Job
from drafter.work.drafting import draft as make


@pytest.fixture
def broken(client: httpx.Client, folder: Path) -> str:
    (folder / "台账.yaml").write_text(EXAMPLE, encoding="utf-8")
    document = docx.Document(io.BytesIO(client.get("/templates/file", params={"template": "分段式"}).content))
    at = next(i for i, p in enumerate(document.paragraphs) if p.text == "{%p for 段 in 问题.正文 %}") + 2
    document.paragraphs[at]._p.getparent().remove(document.paragraphs[at]._p)
    document.save(out := io.BytesIO())
    assert "还不能用" in client.post("/templates/bring", files={"file": ("我局.docx", out.getvalue())}).text
    return "我局"


def test_a_broken_template_is_marked_where_it_is_chosen_and_another_one_is_offered(
    client: httpx.Client, folder: Path, broken: str
) -> None:
    page = client.get("/ledger", params={"name": "台账.yaml", "template": broken}).text
    assert "我局（有错，还不能用）" in page and "Word 稿出不来" in page
    answer = client.post("/ledger/draft", data={"name": "台账.yaml", "template": broken})
    assert "没有生成" in answer.text and "必备" not in answer.text and "drafter " not in answer.text
    good = answer.text.split('<select name="template">')[1].split("</select>")[0]
    assert "分段式" in good and broken not in good
    assert not list(folder.glob("*.docx"))
    assert "已写出" in client.post("/ledger/draft", data={"name": "台账.yaml", "template": "分段式"}).text


def test_a_template_is_put_away_and_comes_back_but_not_from_under_a_ledger(
    client: httpx.Client, folder: Path, broken: str
) -> None:
    ledger = folder / "台账.yaml"
    ledger.write_text(EXAMPLE.replace("模板: 分段式", f"模板: {broken}"), encoding="utf-8")
    refused = client.post("/templates/away", data={"template": broken}).text
    assert "请先打开台账换一个模板" in refused and (folder / "templates" / broken).is_dir()
    ledger.write_text(EXAMPLE, encoding="utf-8")
    page = client.post("/templates/away", data={"template": broken}).text
    assert "收起的模板（1）" in page and f"template={broken}" not in page
    page = client.post("/templates/away", data={"template": broken, "out": "1"}).text
    assert "已放回" in page and (folder / "templates" / broken / "template.docx").is_file()
    refused = client.post("/templates/away", data={"template": "分段式"}).text
    assert "自带的模板" in refused


def test_a_finished_notice_that_is_dropped_in_as_a_template_becomes_one(client: httpx.Client, folder: Path) -> None:
    (folder / "台账.yaml").write_text(EXAMPLE, encoding="utf-8")
    assert not make(Job(folder / "台账.yaml", folder / "稿.docx", "分段式", clean=True)).errors
    data = (folder / "稿.docx").read_bytes()
    (folder / "稿.docx").unlink()
    page = client.post("/templates/bring", data={"new": "照旧"}, files={"file": ("旧通报.docx", data)}).text
    assert "是写好的通报" in page and "没有发现错误" in page
    refused = client.post("/templates/bring", data={"template": "照旧"}, files={"file": ("旧通报.docx", data)})
    assert refused.status_code == 422 and "不是模板，没有换" in refused.text
