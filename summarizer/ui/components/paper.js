// Builds the tree described by `data.nodes` out of plain elements. Text only ever enters through textContent,
// so whatever a user typed or a model wrote stays text.
const TAGS = new Set([
  "p", "span", "mark", "del", "ins", "button", "ul", "ol", "li", "div", "h4", "small", "strong",
  "table", "thead", "tbody", "tr", "th", "td",
]);

function grow(node, send) {
  const element = document.createElement(TAGS.has(node.tag) ? node.tag : "span");
  if (node.look) element.className = node.look;
  if (node.hint) element.title = node.hint;
  if (node.label) element.setAttribute("aria-label", node.label);
  if (node.text) element.textContent = node.text;
  if (node.act && element instanceof HTMLButtonElement) {
    element.type = "button";
    element.addEventListener("click", () => send(node.act));
  }
  if (node.target && element instanceof HTMLButtonElement) {
    element.type = "button";
    const [start, end] = node.target;
    element.addEventListener("click", () => tell(GOTO, { start, end }));
  }
  if (node.facts) {
    element.dataset.facts = node.facts.join(" ");
    // A row without a button of its own is reached by keys, too.
    if (!(element instanceof HTMLButtonElement)) element.tabIndex = 0;
    const point = (facts) => () => tell(LIGHT, { from: "proof", facts });
    for (const name of ["mouseenter", "focusin"]) element.addEventListener(name, point(node.facts));
    for (const name of ["mouseleave", "focusout"]) element.addEventListener(name, point([]));
  }
  if (node.drag) {
    element.draggable = true;
    element.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData("application/x-summarizer-fact", node.drag);
      event.dataTransfer.effectAllowed = "move";
    });
  }
  for (const kid of node.kids ?? []) element.append(grow(kid, send));
  return element;
}

function light(root, { from, facts }) {
  if (from === "proof") return;
  for (const row of root.querySelectorAll("[data-facts]")) {
    const lit = row.dataset.facts.split(" ").some((fact) => facts.includes(fact));
    row.classList.toggle("lit", lit);
    if (lit) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".paper");
  if (!root.dataset.drawn) listen(LIGHT, root, (detail) => light(root, detail));
  const drawn = JSON.stringify(data.nodes);
  root.className = `paper ${data.look ?? ""}`;
  if (root.dataset.drawn === drawn) return;
  root.dataset.drawn = drawn;
  root.replaceChildren(...data.nodes.map((node) => grow(node, (act) => setTriggerValue("act", act))));
}
