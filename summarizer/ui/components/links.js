// What the components of one page tell each other: events on `document`, so that none has to know another.
// LIGHT { from, facts }: these facts, by id, are being looked at; none when nothing is. `from` is who says so.
// GOTO { start, end }: show this span of the text in hand; code-point offsets as the check gave them.
export const LIGHT = "summarizer:light";
export const GOTO = "summarizer:goto";

export function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

// Listens until `element` has left the page.
export function listen(name, element, answer) {
  const heard = (event) => {
    if (element.isConnected) answer(event.detail);
    else document.removeEventListener(name, heard);
  };
  document.addEventListener(name, heard);
}
