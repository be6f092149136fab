// Puts HTML and plain text on the clipboard. The copy event comes first: unlike navigator.clipboard it works on
// plain http, as intranets have it, and hands the HTML over as it is, with what only Word and WPS understand.
function copyByEvent(piece) {
  let taken = false;
  const fill = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData.setData("text/html", piece.html);
    event.clipboardData.setData("text/plain", piece.text);
    taken = true;
  };
  // Some browsers copy only where something is selected.
  const area = document.createElement("textarea");
  area.value = piece.text;
  area.setAttribute("aria-hidden", "true");
  area.style.cssText = "position:fixed;top:0;left:0;width:1px;height:1px;opacity:0;pointer-events:none";
  document.body.append(area);
  window.addEventListener("copy", fill, { capture: true });
  try {
    area.select();
    return document.execCommand("copy") && taken;
  } catch {
    return false;
  } finally {
    window.removeEventListener("copy", fill, { capture: true });
    area.remove();
  }
}

async function copyByClipboard(piece) {
  if (!window.isSecureContext || !navigator.clipboard?.write || !window.ClipboardItem) return false;
  const as = (type, content) => new Blob([content], { type });
  const parts = { "text/html": as("text/html", piece.html), "text/plain": as("text/plain", piece.text) };
  try {
    await navigator.clipboard.write([new ClipboardItem(parts)]);
    return true;
  } catch {
    return false;
  }
}

function offerFile(piece, status, data) {
  const link = document.createElement("a");
  link.textContent = data.file_label;
  link.download = data.file_name;
  link.href = URL.createObjectURL(new Blob([piece.html], { type: "text/html;charset=utf-8" }));
  status.replaceChildren(data.failed, link);
}

function button(piece, status, data) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = piece.label;
  element.disabled = !piece.html;
  element.addEventListener("click", async () => {
    const done = copyByEvent(piece) || (await copyByClipboard(piece));
    element.focus({ preventScroll: true });
    status.dataset.done = String(done);
    if (done) status.textContent = piece.done;
    else offerFile(piece, status, data);
  });
  return element;
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".copy");
  const drawn = JSON.stringify(data);
  if (root.drawn === drawn) return;
  root.drawn = drawn;
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  root.replaceChildren(...data.pieces.map((piece) => button(piece, status, data)), status);
}
