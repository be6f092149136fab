// A browser that forbids storage shows the hint every time: a sentence too many is better than a page that fails.
function recall(name) {
  try {
    return localStorage.getItem(name) === "seen";
  } catch {
    return false;
  }
}

function remember(name) {
  try {
    localStorage.setItem(name, "seen");
  } catch {
    // Nothing to do: the hint is gone from this page all the same.
  }
}

export default function ({ data, parentElement }) {
  const line = parentElement.querySelector("p");
  const name = `summarizer.hint.${data.name}`;
  line.querySelector("span").textContent = data.sentence;
  line.hidden = line.dataset.seen === "yes" || recall(name);
  line.querySelector("button").onclick = () => {
    line.dataset.seen = "yes";
    line.hidden = true;
    remember(name);
  };
}
