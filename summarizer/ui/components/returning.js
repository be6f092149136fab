// The way through a login leads over other sites and back to the first page: the address that was asked for
// waits in this tab meanwhile. Without storage the visitor ends on the first page, as they would without this.
const KEY = "summarizer.asked-for";

function remember() {
  const address = location.pathname + location.search;
  // The first page is where everybody arrives anyhow, also after a login that failed.
  if (location.search || !location.pathname.endsWith("/")) sessionStorage.setItem(KEY, address);
}

function goBack() {
  const address = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (!address || new URL(address, location.origin).origin !== location.origin) return;
  if (address !== location.pathname + location.search) location.replace(address);
}

export default function ({ data }) {
  try {
    (data.signed_in ? goBack : remember)();
  } catch {
    // Storage is forbidden in this browser.
  }
}
