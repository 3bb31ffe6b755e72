"""What a change of the phrasebank does to the drafts: said, seen, held back, taken back."""

from __future__ import annotations

import html
import re
from pathlib import Path

import httpx
import pytest
from test_web_pages import EXAMPLE

from drafter.ledger.load import load_ledger
from drafter.ledger.revise import set_value
from drafter.web import preview
from drafter.web.folder import Folder

OWN = "下一步，区委将持续巩固整改成果，把“当下改”与“长久立”结合起来。"


@pytest.fixture
def ledger(folder: Path) -> Path:
    path = folder / "台账.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    return path


def add(client: httpx.Client, text: str, group: str) -> str:
    page = client.get("/phrases").text
    seen = dict(re.findall(r'name="(seen:\w+)" value="(\w*)"', page))
    data = {**seen, "text": text, "kind": "formula", "group": group}
    return html.unescape(client.post("/phrases/add", data=data).text)


def change(client: httpx.Client, entry: str, text: str, status: str) -> str:
    page = client.get("/phrases", params={"entry": entry}).text
    row = page.split(f'name="id" value="{entry}"')[1]
    seen = re.search(r'name="seen" value="(\w*)"', row)
    data = {"id": entry, "seen": seen[1] if seen else "", "text": text, "status": status}
    return html.unescape(client.post("/phrases/change", data=data).text)


def printed(folder: Path) -> str:
    text = (folder / "台账.yaml").read_text(encoding="utf-8")
    report, _, _ = preview.composed(text, "台账.yaml", Folder(folder))
    return "\n".join(passage.text for passage, _ in report.walk())


def test_an_own_entry_says_which_sentences_change_and_they_can_be_held(
    client: httpx.Client, ledger: Path, folder: Path
) -> None:
    ledger.write_text(re.sub(r"(?ms)^下一步:\n.*?(?=^\S)", "", EXAMPLE), "utf-8")  # drawn from the bank
    before = printed(folder)
    page = add(client, OWN, "下一步概述")
    now = printed(folder)
    assert OWN in now
    told = page.split("跟着换了")[-1]
    for line in before.splitlines():  # every line that is gone is shown as it was
        if line not in now and len(line) < 60:
            assert line.split("。")[0].removeprefix("一是")[:8] in told
    client.post("/phrases/hold", data={"name": "台账.yaml"})
    held = printed(folder)
    assert OWN in held and load_ledger(ledger).wording_record
    assert sum(line not in held for line in before.splitlines()) <= 1  # the head that the entry is for


def test_an_own_entry_is_offered_where_another_one_was_chosen(client: httpx.Client, ledger: Path, folder: Path) -> None:
    add(client, OWN, "下一步概述")
    page = client.get("/phrases", params={"q": OWN}).text
    assert "删去" in page
    chosen = re.search(r"name=\"id\" value=\"(自拟-\d+)\"", page)
    assert chosen
    ledger.write_text(set_value(ledger.read_text("utf-8"), "下一步.概述", "下一步，区委将接续推进整改。"), "utf-8")
    offered = client.get("/ledger/alternatives", params={"name": "台账.yaml", "path": "下一步.概述"}).text
    assert OWN in html.unescape(offered)


def test_the_sentence_on_supervision_has_other_wordings_and_keeps_the_numbers(
    client: httpx.Client, ledger: Path, folder: Path
) -> None:
    own = "欢迎广大干部群众对巡视整改落实情况进行监督，如有意见建议，请及时向我们反映。"
    add(client, own, "监督")
    phone = load_ledger(ledger).contact.phone
    first = printed(folder)
    assert own in first
    page = html.unescape(client.get("/ledger/alternatives", params={"name": "台账.yaml", "path": "联系方式.全文"}).text)
    other = page.split("词条库里还有")[1].split("</li>")[0]
    assert phone and phone in other and own not in other


def test_an_entry_switched_off_says_where_it_was_chosen_and_is_not_taken_out_from_under(
    client: httpx.Client, ledger: Path, folder: Path
) -> None:
    page = add(client, OWN, "下一步概述")
    entry = re.search(r"value=\"(自拟-\d+)\"", page)
    assert entry
    ledger.write_text(set_value(EXAMPLE, "下一步.概述", {"词条": entry[1]}), "utf-8")
    page = change(client, entry[1], OWN, "停用")
    assert "还在印" in page and "/ledger/alternatives?name=台账.yaml&path=下一步.概述" in page
    desk = html.unescape(client.get("/ledger", params={"name": "台账.yaml"}).text)
    assert "已在“用语”里停用" in desk and OWN in desk
    files = {path.name: path.read_bytes() for path in (folder / "phrasebank").iterdir()}
    refused = client.post("/phrases/drop", data={"id": entry[1]})
    assert refused.status_code == 422 or "先在那里换一种写法" in refused.text
    assert files == {path.name: path.read_bytes() for path in (folder / "phrasebank").iterdir()}


def test_an_own_entry_is_taken_out_and_the_way_back_stays(client: httpx.Client, ledger: Path) -> None:
    page = add(client, OWN, "下一步概述")
    entry = re.search(r"value=\"(自拟-\d+)\"", page)
    row = page.split(f'value="{entry[1]}"')[1] if entry else ""
    seen = re.search(r'name="seen" value="(\w+)"', row)
    assert entry and seen
    gone = client.post("/phrases/drop", data={"id": entry[1], "seen": seen[1]}).text
    assert "已删去" in gone
    elsewhere = client.get("/phrases", params={"q": "组织领导"}).text  # another search, another page
    assert "退回以前对用语的改动" in elsewhere and "退回上一次保存" in elsewhere
