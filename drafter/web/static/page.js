// What the pages need beyond links and forms: operations on list items, focus, filters, dropping a file.
(function () {
  "use strict";
  function seen(value) {
    document.querySelectorAll("input.seen").forEach(function (i) { i.value = value; });
  }
  // One save at a time: what is asked for while a save is under way comes after it, with the hash that it brings.
  var saving = 0, waiting = [], operation = "";
  function afterSave(action) { if (saving) { waiting.push(action); } else { action(); } }
  function next() { while (!saving && waiting.length) { waiting.shift()(); } }
  document.addEventListener("htmx:beforeSend", function (event) {
    if (event.detail.pathInfo.requestPath !== "/ledger/save") { return; }
    saving += 1;
    event.detail.xhr.addEventListener("loadend", function () { saving -= 1; setTimeout(next, 0); });
  });
  // What a save asks for beside its fields is said here alone: htmx would send the button that was pressed last again.
  document.addEventListener("htmx:configRequest", function (event) {
    if (event.detail.path !== "/ledger/save") { return; }
    event.detail.parameters.op = operation;
    posted = {};
    cells().forEach(function (cell) { posted[cell.name] = cell.value; });
  });
  // What is typed is kept until it is saved: over a form that is drawn anew, over a reload, where the server stopped.
  var posted = {}, typing = null, redrawn = false;
  function cells() {
    var form = document.getElementById("entry");
    return form ? Array.prototype.filter.call(form.elements, function (e) { return e.name.indexOf("v:") === 0; }) : [];
  }
  function original(cell) {
    if (cell.dataset.was !== undefined) { return cell.dataset.was; }
    if (cell.tagName !== "SELECT") { return cell.defaultValue; }
    var chosen = Array.prototype.find.call(cell.options, function (o) { return o.defaultSelected; });
    return chosen ? chosen.value : "";
  }
  function place() { var form = document.getElementById("entry"); return form && "typed:" + form.dataset.ledger; }
  function unsaved() { try { return JSON.parse(sessionStorage.getItem(place())) || {}; } catch (error) { return {}; } }
  function keep(all) {
    try {
      if (Object.keys(all).length) { sessionStorage.setItem(place(), JSON.stringify(all)); } else { sessionStorage.removeItem(place()); }
    } catch (error) { return; }
  }
  function forget(name) { var all = unsaved(); delete all[name]; keep(all); }
  document.addEventListener("input", function (event) {
    var cell = event.target;
    if (!cell.name || cell.name.indexOf("v:") !== 0 || !cell.closest("#entry")) { return; }
    var all = unsaved(), caption = cell.closest("label");
    delete all[cell.name];
    if (cell.value !== original(cell)) {
      all[cell.name] = { was: original(cell), now: cell.value, label: caption ? caption.querySelector("span").textContent.trim() : "" };
    }
    keep(all);
  });
  function savedAll(messages) {
    var all = unsaved(), not = Array.prototype.map.call(messages.querySelectorAll("[data-wrong], [data-clash]"), function (e) {
      return "v:" + (e.dataset.wrong || e.dataset.clash);
    });
    Object.keys(posted).forEach(function (name) {
      var cell = fieldAt(name.slice(2));
      if (not.indexOf(name) >= 0) { return; }
      if (cell && !redrawn) { cell.dataset.was = posted[name]; }
      if (all[name] && all[name].now === posted[name]) { delete all[name]; }
    });
    keep(all);
    redrawn = false;
  }
  // What was not saved goes back into the form, where nobody wrote there since, and is saved.
  function refill() {
    var all = unsaved(), back = [], left = [];
    Object.keys(all).forEach(function (name) {
      var one = all[name], cell = fieldAt(name.slice(2));
      if (!cell) { left.push([name, one]); return; }
      if (cell.value === one.now) { delete all[name]; return; }
      if (cell.value !== one.was) { left.push([name, one]); return; }
      cell.value = one.now;
      back.push(one.label);
    });
    keep(all);
    if (back.length) { afterSave(function () { htmx.trigger(document.getElementById("entry"), "submit"); }); }
    return left;
  }
  function sayLeft(left) {
    if (!left.length) { return; }
    var box = document.createElement("section"), head = document.createElement("h2");
    box.className = "fault";
    head.textContent = "还有没存上的，您填的是：";
    box.appendChild(head);
    left.forEach(function (pair) {
      var line = document.createElement("p"), link = document.createElement("a"), gone = document.createElement("button");
      line.textContent = (pair[1].label || "") + "：“" + pair[1].now + "” ";
      link.href = "/ledger?name=" + encodeURIComponent(document.getElementById("entry").dataset.ledger) + "&at=" + encodeURIComponent(pair[0].slice(2));
      link.textContent = "到那一格";
      gone.type = "button";
      gone.className = "op second";
      gone.textContent = "不要了";
      gone.addEventListener("click", function () { forget(pair[0]); line.remove(); if (!box.querySelector("p")) { box.remove(); } });
      line.append(link, " ", gone);
      box.appendChild(line);
    });
    document.getElementById("messages").prepend(box);
  }
  document.addEventListener("DOMContentLoaded", function () { if (document.getElementById("entry")) { sayLeft(refill()); } });
  document.addEventListener("htmx:oobBeforeSwap", function (event) {
    if (event.detail.target.id !== "form") { return; }
    var at = document.activeElement, own = at && at.closest("#entry") && at.name;
    typing = { at: own, from: own && at.selectionStart, to: own && at.selectionEnd, cells: {} };
    cells().forEach(function (cell) { if (posted[cell.name] !== undefined && cell.value !== posted[cell.name]) { typing.cells[cell.name] = cell.value; } });
  });
  // The form that is drawn anew goes on with what was typed meanwhile; true where the focus went on with it.
  function goOn() {
    var was = typing, quiet = document.getElementById("entry").dataset.quiet, names = was ? Object.keys(was.cells) : [];
    typing = null;
    redrawn = Boolean(was);
    names.forEach(function (name) { var cell = fieldAt(name.slice(2)); if (cell) { cell.value = was.cells[name]; } });
    if (names.length) { afterSave(function () { htmx.trigger(document.getElementById("entry"), "submit"); }); }
    var cell = was && was.at && (quiet || was.cells[was.at] !== undefined) && fieldAt(was.at.slice(2));
    if (cell) {
      cell.focus({ preventScroll: true });
      if (cell.setSelectionRange && was.from !== null && was.from !== undefined) { cell.setSelectionRange(was.from, was.to); }
    }
    return Boolean(cell) || Boolean(quiet);
  }
  document.addEventListener("htmx:oobAfterSwap", function (event) {
    var saved = event.detail.target.id === "messages" && event.detail.target.querySelector("[data-seen]");
    if (saved) { seen(saved.dataset.seen); savedAll(event.detail.target); mark(event.detail.target); }
  });
  function operate(what) {
    operation = what;
    htmx.trigger(document.getElementById("entry"), "submit");
    operation = "";
  }
  // What is typed while the page is still arriving is saved once the form can be.
  document.addEventListener("change", function (event) {
    var form = event.target.closest("#entry");
    if (form && document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", function () { htmx.trigger(form, "submit"); }, { once: true });
    }
  });
  // A button of a list item saves the form together with its operation.
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button.op[name=op]");
    if (button) {
      if (button.dataset.sure && !window.confirm(button.dataset.sure)) { return; }
      if (button.value.indexOf("put:") === 0) { forget("v:" + button.value.slice(4).split("=")[0]); }
      button.setAttribute("aria-busy", "true");
      afterSave(function () {
        operate(button.value);
        afterSave(function () { button.removeAttribute("aria-busy"); });
      });
      return;
    }
    if (event.target.closest("a[data-fresh]")) {  // one after the other
      var fresh = Array.prototype.slice.call(document.querySelectorAll("#preview a.fresh"));
      var next = fresh[(fresh.findIndex(function (a) { return a.classList.contains("hit"); }) + 1) % fresh.length];
      event.preventDefault();
      show(next);
      return;
    }
    var given = event.target.closest("button[data-let]");
    if (given) {
      var clash = given.closest("[data-clash]"), box = clash.closest("section");
      forget("v:" + clash.dataset.clash);
      clash.remove();
      if (!box.querySelector("[data-clash]")) { box.remove(); }
      return;
    }
    var mark = event.target.closest("mark[data-ids]");
    if (mark) {
      var told = document.getElementById("f" + mark.dataset.ids.split(" ")[0]), fold = told && told.closest("details.same");
      if (fold) { fold.open = true; }
      show(told);
      return;
    }
    var article = event.target.closest("#findings article");
    if (article && !event.target.closest("form,details,label,button")) {
      document.querySelectorAll("#text mark").forEach(function (m) {
        if (m.dataset.ids.split(" ").indexOf(article.id.slice(1)) >= 0) { show(m); }
      });
    }
  });
  // A link into the form of the desk: the form alone is asked for, the place stands in the address.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-into]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !document.getElementById("form")) { return; }
    event.preventDefault();
    if (link.closest("#preview")) {  // the sentence that was clicked stays marked: another may come under the mouse
      document.querySelectorAll("#preview .hit").forEach(function (e) { e.classList.remove("hit"); });
      link.classList.add("hit");
    }
    follow(link);
  });
  function follow(link) {
    afterSave(function () {
      var address = inTemplate(link.href), form = document.getElementById("form");
      form.inert = true;  // what would be typed now into the form that goes would be lost
      htmx.ajax("GET", address.replace("/ledger?", "/ledger/form?"), { target: "#form" })
        .then(open, open);
      function open() { form.inert = false; }
      if (address.indexOf("/ledger?") > 0) { history.pushState(null, "", address); shown = location.search; }
    });
  }
  // Pressing the mouse leaves a field and saves it; what the save draws anew under the mouse is clicked all the same.
  var pressed = null;
  document.addEventListener("pointerdown", function (event) {
    pressed = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && document.getElementById("form") &&
      event.target.closest("a[data-into], button.op[name=op], #undo button");
  });
  document.addEventListener("pointerup", function () {
    var on = pressed;
    pressed = null;
    if (!on || on.isConnected) { return; }
    if (on.matches("a")) { follow(on); } else if (on.name === "to") { resubmit({ id: "undo" }, on.value); } else { afterSave(function () { operate(on.value); }); }
  });
  // An address under the template and the version that are chosen now.
  function inTemplate(address) {
    var url = new URL(address, location.href);
    document.querySelectorAll("#template, #edition").forEach(function (select) {
      url.searchParams.set(select.id, select.value);
    });
    return url.href;
  }
  var shown = location.search;
  window.addEventListener("popstate", function () {  // back and forward, not a jump within the page
    if (document.getElementById("form") && location.search !== shown) { location.reload(); }
  });
  function show(element) {
    if (!element) { return; }
    document.querySelectorAll(".hit").forEach(function (e) { e.classList.remove("hit"); });
    element.classList.add("hit");
    element.scrollIntoView({ block: "center" });
  }
  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && !event.isComposing && event.target.matches("textarea.line")) {  // one line, folded
      event.preventDefault();
      htmx.trigger(event.target.form, "submit");
    }
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      var form = document.getElementById("entry");
      if (form) { event.preventDefault(); htmx.trigger(form, "submit"); }
    }
    if (event.key === "Enter" && event.target.matches("mark[data-ids], #findings article")) {
      event.target.click();
      var hit = document.querySelector(".hit");
      if (hit) { hit.focus({ preventScroll: true }); }
    }
    var menu = event.key === "Escape" && event.target.closest("details.more[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  document.addEventListener("change", function (event) {
    if (event.target.matches("#template, #edition")) {
      var kind = event.target.id, value = event.target.value;
      document.querySelectorAll("input." + kind).forEach(function (i) { i.value = value; });
      history.replaceState(null, "", inTemplate(location.href));
      shown = location.search;
      if (kind === "template" && document.getElementById("entry")) {  // the ledger remembers it
        afterSave(function () { operate("template:" + value); });
      } else {
        htmx.ajax("GET", inTemplate(document.getElementById("edition").dataset.preview), "#preview");
      }
    }
    if (event.target.id === "all") {
      event.target.form.querySelectorAll("[name=take]").forEach(function (box) { box.checked = event.target.checked; });
    }
    if (event.target.id === "only") { only(event.target.value); }
    if (event.target.closest("#filters")) { filter(); }
    if (event.target.name === "take" && document.getElementById("ticked")) {
      document.getElementById("ticked").textContent = document.querySelectorAll("#findings [name=take]:checked").length;
    }
  });
  // One click for all that came back: every difference, and every disagreement that has one answer.
  document.addEventListener("click", function (event) {
    var whole = event.target.closest("button[data-whole]");
    if (!whole) { return; }
    var take = whole.dataset.whole === "new", form = whole.form;
    form.querySelectorAll("[name=take], #all").forEach(function (box) { box.checked = take; });
    form.querySelectorAll("fieldset.settle").forEach(function (asked) {
      var answers = asked.querySelectorAll("input[value='0'], input[value='1']");
      var chosen = take ? answers.length === 1 && !("alone" in asked.dataset) && answers[0] : asked.querySelector("[value=note]") || asked.querySelector("[value=keep]");
      if (chosen) { chosen.checked = true; }
    });
  });
  // On a narrow screen what a check is made by stands folded, the findings first.
  document.addEventListener("DOMContentLoaded", function () {
    var ways = document.querySelector("details.ways");
    if (ways && getComputedStyle(ways.firstElementChild).display !== "none") { ways.open = false; }
  });
  // What takes a while says so, and is asked for once.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method === "get" && form.getAttribute("action") === "/review") { busy(CHECKING); }
    if (form.method !== "post" || form.id === "entry") { return; }
    if (saving) {
      event.preventDefault();
      var by = event.submitter && event.submitter.value;
      afterSave(function () { resubmit(form, by); });
      return;
    }
    if (form.dataset.busy) { event.preventDefault(); return; }
    form.dataset.busy = "1";
    busy(/^\/review\/(?!mend)/.test(form.getAttribute("action")) ? CHECKING : WORKING);
  });
  function busy(what) {
    document.getElementById("messages").innerHTML = '<p class="note busy"><progress></progress> ' + what + "</p>";
    document.getElementById("messages").scrollIntoView({ block: "nearest" });
  }
  var WORKING = "正在处理，请稍候…", CHECKING = "正在核对全文，请稍候（第一次打开要几秒）…";
  document.addEventListener("click", function (event) {  // a check takes a while, by a link too
    var link = event.target.closest("a[href^='/review?']");
    if (link && !link.target && !event.ctrlKey && !event.metaKey && !event.shiftKey) { busy(CHECKING); }
  });
  // The same form once more, by the same button, though the save drew it anew meanwhile.
  function resubmit(form, by) {
    var live = form.isConnected ? form : document.getElementById(form.id);
    var button = live && Array.prototype.find.call(live.querySelectorAll("button"), function (b) { return b.value === by; });
    if (button && !button.disabled) { button.click(); } else if (live && !button) { live.requestSubmit(); }
  }
  // Who writes words of their own has chosen them.
  document.addEventListener("input", function (event) {
    var own = event.target.matches("[name^='own:']") && event.target.closest(".option");
    if (own) { own.querySelector("input[type=radio]").checked = event.target.value.trim() !== ""; }
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-busy]").forEach(function (form) { delete form.dataset.busy; });
    document.querySelectorAll("#messages .busy").forEach(function (said) { said.remove(); });
  });
  var onlyWhat = "";
  function only(what) {
    onlyWhat = what;
    document.querySelectorAll(".problems li").forEach(function (li) {
      li.hidden = (what === "missing" && li.dataset.missing === "0") ||
        (what === "open" && li.dataset.status === "已完成");
    });
  }
  function filter() {
    var on = {};
    document.querySelectorAll("#filters [data-grade]").forEach(function (b) { on[b.dataset.grade] = b.checked; });
    var family = document.querySelector("#filters [data-family]").value;
    document.querySelectorAll("#findings article").forEach(function (a) {
      if (!a.dataset.grade) { return; }  // one inside another goes with it
      a.hidden = !a.dataset.grade.split(" ").some(function (grade) { return on[grade]; }) ||
        (family !== "" && a.dataset.family.split(" ").indexOf(family) < 0);
    });
  }
  // After a link into the form, and after an operation, the focus is at its field or button, else at the heading.
  ["htmx:afterSwap", "htmx:oobAfterSwap"].forEach(function (name) { document.addEventListener(name, function (event) {
    if (!event.detail.target || event.detail.target.id !== "form") { return; }
    event.detail.target.inert = false;
    var form = document.getElementById("entry");
    if (!form) {
      var of = event.detail.target.querySelector("[data-of]");
      if (of) { here(of.dataset.of); }
      var top = event.detail.target.getBoundingClientRect().top;
      if (top < 0 || top > window.innerHeight / 2) { event.detail.target.scrollIntoView(); }
      event.detail.target.focus({ preventScroll: true });
      return;
    }
    here(form.elements.at.value);
    showPrinted();
    leadBack();
    if (goOn()) { return; }
    if (name === "htmx:afterSwap") { refill(); }
    reach(placeIn(form) || form.querySelector("h2"));
  }); });
  document.addEventListener("DOMContentLoaded", function () {  // an address that names a field
    var form = document.getElementById("entry");
    if (form && !location.hash) { reach(fieldAt(form.dataset.focus)); }
  });
  function placeIn(form) {
    var path = form.dataset.focus, verb = form.dataset.verb, group = document.getElementById(path);
    var verbs = verb ? [verb, "down", "up", "remove"] : [];
    var buttons = verbs.map(function (v) {
      return Array.prototype.find.call(form.elements, function (e) { return e.value === v + ":" + path && !e.disabled; });
    });
    return fieldAt(path) || buttons.find(Boolean) ||
      (group && group.querySelector("button[value^='add:'], input, textarea"));
  }
  function reach(element) {
    if (!element) { return; }
    for (var outer = element.closest("details"); outer; outer = outer.parentElement.closest("details")) { outer.open = true; }
    element.focus();
    element.scrollIntoView({ block: "center" });
  }
  // What a save draws anew around the form keeps the focus: at the same link or button, else at the one in its place.
  var held = null;
  var FOCUSABLE = "a[href], button, select, summary, input, textarea";
  function drawn(id) { return Array.prototype.slice.call(document.getElementById(id).querySelectorAll(FOCUSABLE)); }
  function signOf(e) { return [e.tagName, e.name || "", e.tagName === "BUTTON" ? e.value : "", e.getAttribute("href") || ""].join(" "); }
  document.addEventListener("htmx:oobBeforeSwap", function (event) {
    var target = event.detail.target, at = document.activeElement;
    if (target.id === "form" || target === at || !target.contains(at)) { return; }
    var same = drawn(target.id).filter(function (e) { return signOf(e) === signOf(at); });
    held = { id: target.id, sign: signOf(at), nth: same.indexOf(at), place: drawn(target.id).indexOf(at) };
  });
  document.addEventListener("htmx:oobAfterSwap", function () {
    if (!held || !document.getElementById(held.id)) { return; }
    var all = drawn(held.id).filter(function (e) { return !e.disabled; });
    var same = all.filter(function (e) { return signOf(e) === held.sign; });
    var next = same[Math.min(held.nth, same.length - 1)] || all[Math.min(held.place, all.length - 1)] ||
      document.querySelector("#entry h2");
    held = null;
    if (next) { next.focus({ preventScroll: true }); }
  });
  // After a save the fields are marked anew that the notice still waits for.
  document.addEventListener("htmx:oobAfterSwap", function (event) {
    if (event.detail.target.id !== "missing") { return; }
    var paths = new Set(Array.prototype.map.call(event.detail.target.querySelectorAll("[data-path]"), function (a) {
      return a.dataset.path;
    }));
    document.querySelectorAll("#entry .field, #entry fieldset.list").forEach(function (place) {
      var field = place.matches(".field") && place.querySelector("[name]");
      place.classList.toggle("missing", paths.has(field ? field.name.slice(2) : place.id));
    });
  });
  // The preview shows what is being filled in; the list keeps its filter when it is drawn anew.
  function printedHere() {
    var preview = document.getElementById("preview"), entry = document.getElementById("entry"), first = null;
    if (!preview || !entry) { return null; }
    var keys = entry.dataset.printed.split(" ");
    preview.querySelectorAll(".paper a.ledger, .paper a.missing").forEach(function (a) {
      var at = new URL(a.href).searchParams.get("at") || "";
      if (keys.some(function (key) { return at === key || at.indexOf(key + ".") === 0 || at.indexOf(key + "[") === 0; })) {
        first = first || a;
      }
    });
    return first;
  }
  function showPrinted() {
    var preview = document.getElementById("preview"), first = printedHere();
    if (!first || getComputedStyle(preview).position !== "sticky") { return; }
    preview.scrollTop += first.getBoundingClientRect().top - preview.getBoundingClientRect().top - 60;
  }
  // On a narrow screen 预览 leads to what the form is about, not to the beginning.
  document.addEventListener("click", function (event) {
    var first = event.target.closest(".jump a[href='#preview']") && printedHere();
    if (!first) { return; }
    event.preventDefault();
    show(first.closest("p"));
    document.getElementById("preview").focus({ preventScroll: true });
  });
  // A file that is taken along goes where the browser puts it: the page says so.
  function taking(what) {
    var said = document.createElement("p");
    said.className = "saved told";
    said.textContent = what + "交给浏览器下载了，在它的“下载”里找；一般存在电脑的“下载”文件夹";
    document.querySelectorAll("#messages .told").forEach(function (old) { old.remove(); });
    document.getElementById("messages").append(said);
  }
  var TAKEN = "a[href^='/file?'], a[href^='/ledger/export?'], a[href^='/review/annotated?'], a[href^='/templates/file?'], " +
    "a[href^='/templates/sample?'], a[href^='/returns/table?'], a[href^='/review/signoff?name']";
  document.addEventListener("click", function (event) {
    if (event.target.closest(TAKEN)) { taking(""); }
  });
  document.addEventListener("submit", function (event) {
    var by = event.submitter, to = (by && by.getAttribute("formaction")) || event.target.getAttribute("action");
    if (to === "/ledger/departments") { taking("各家的表（一家一份，打成一个 zip 包）"); }
    if (to === "/review/mended") { taking(""); }
  });
  document.addEventListener("DOMContentLoaded", function () {
    showPrinted();
    var form = document.getElementById("entry");
    if (form) { here(form.elements.at.value); }
  });
  document.addEventListener("htmx:oobAfterSwap", function (event) {
    if (event.detail.target.id === "list" && onlyWhat) {
      document.getElementById("only").value = onlyWhat;
      only(onlyWhat);
    }
  });
  // One menu at a time: the other one goes once this one is open, or where the keyboard leaves it; never while the
  // mouse is still pressed, as what stands below would jump from under it.
  var byMouse = false;
  document.addEventListener("pointerdown", function () { byMouse = true; }, true);
  document.addEventListener("keydown", function () { byMouse = false; }, true);
  document.addEventListener("focusin", function (event) {
    if (byMouse) { return; }
    document.querySelectorAll("details.more[open]").forEach(function (menu) {
      if (event.target.closest("details.more") && !menu.contains(event.target)) { menu.open = false; }
    });
  });
  document.addEventListener("toggle", function (event) {
    if (!event.target.matches("details.more") || !event.target.open) { return; }
    document.querySelectorAll("details.more[open]").forEach(function (menu) { if (menu !== event.target) { menu.open = false; } });
  }, true);
  // The list marks, and 退回 returns to, the form that is shown.
  function here(at) {
    document.querySelectorAll("input.at").forEach(function (i) { i.value = at; });
    document.querySelectorAll("#list [data-at]").forEach(function (a) {
      if (a.dataset.at !== at) { a.removeAttribute("aria-current"); return; }
      a.setAttribute("aria-current", "true");
      var list = document.getElementById("list");
      [a.closest(".problems"), list].forEach(function (inside) {  // in sight, without moving the page
        if (!inside || inside.scrollHeight <= inside.clientHeight) { return; }
        var of = a.getBoundingClientRect(), frame = inside.getBoundingClientRect();
        if (of.top < frame.top || of.bottom > frame.bottom) { inside.scrollTop += of.top - frame.top - frame.height / 3; }
      });
    });
  }
  // What was not saved is led to where its form is not the one that is shown.
  function leadBack() {
    document.querySelectorAll("#messages [data-wrong]").forEach(function (li) {
      var link = li.querySelector("a"), ledger = document.getElementById("entry").dataset.ledger;
      if (fieldAt(li.dataset.wrong)) { if (link) { link.remove(); } return; }
      if (link) { return; }
      link = document.createElement("a");
      link.dataset.into = "";
      link.href = "/ledger?name=" + encodeURIComponent(ledger) + "&at=" + encodeURIComponent(li.dataset.wrong);
      link.textContent = " 到那一格";
      li.append(link);
    });
  }
  // A fault goes where messages stand and leaves the form as it is.
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.xhr.status >= 400) {
      event.detail.target = document.getElementById("messages");
      event.detail.swapOverride = "innerHTML";
      event.detail.shouldSwap = true;
      if (event.detail.requestConfig.path === "/ledger/save") { templateShown(); }
    }
  });
  // Where a save failed, the template chosen is again the one that the preview shows, and Word is written in.
  function templateShown() {
    var paper = document.querySelector("#preview [data-template]"), select = document.getElementById("template");
    if (!paper || !select || !paper.dataset.template) { return; }
    select.value = paper.dataset.template;
    document.querySelectorAll("input.template").forEach(function (i) { i.value = select.value; });
    history.replaceState(null, "", inTemplate(location.href));
    shown = location.search;
  }
  // What is wrong is shown at its field, and the message stays in sight until a save succeeds.
  document.addEventListener("htmx:afterSwap", function (event) {
    if (!event.detail.target || event.detail.target.id !== "messages") { return; }
    var first = mark(event.detail.target);
    if (first) { first.scrollIntoView({ block: "center" }); }
  });
  function mark(messages) {
    var first = null;
    document.querySelectorAll("#entry [aria-invalid]").forEach(function (e) { e.removeAttribute("aria-invalid"); });
    messages.querySelectorAll("[data-wrong]").forEach(function (li) {
      var field = fieldAt(li.dataset.wrong);
      if (field) { field.setAttribute("aria-invalid", "true"); first = first || field; }
    });
    return first;
  }
  function fieldAt(path) {
    var form = document.getElementById("entry");
    return form && Array.prototype.find.call(form.elements, function (e) { return e.name === "v:" + path; });
  }
  document.addEventListener("htmx:sendError", function () {
    document.getElementById("messages").innerHTML = '<section class="fault"><h2>起草助手已经停止，没有保存</h2>' +
      "<p>填的还在这一页上，请先不要关。重新启动起草助手，再回到这一页按“保存”。</p></section>";
  });
  ["dragover", "drop"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var drop = event.target.closest ? event.target.closest(".drop") : null;
      if (!drop) { if (name === "drop") { event.preventDefault(); } return; }
      event.preventDefault();
      if (name === "drop" && event.dataTransfer.files.length) {
        drop.querySelector("input[type=file]").files = event.dataTransfer.files;
        // Where nothing has to be typed, a dropped file is on its way; what is chosen beside it can be chosen later too.
        if (!drop.querySelector("input:not([type=file]):not([type=hidden])")) { drop.requestSubmit(); }
      }
    });
  });
})();
