/**
 * What a page does beyond showing: columns sort where a heading has a button, and a live page takes in what is new without
 * losing place, focus or what is unfolded. Without it everything is there to read.
 */
export const SCRIPT: string = `
document.addEventListener("click", (event) => {
  const button = event.target.closest("th button");
  if (!button) return;
  const head = button.closest("th"), body = head.closest("table").tBodies[0], column = head.cellIndex;
  const up = head.getAttribute("aria-sort") !== "ascending";
  for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const value = (row) => { const { sort } = row.cells[column].dataset; return sort === undefined || sort === "" ? NaN : isNaN(sort) ? sort : +sort; };
  const order = (a, b) => { const x = value(a), y = value(b); return x !== x ? 1 : y !== y ? -1 : (x < y ? -1 : x > y ? 1 : 0) * (up ? 1 : -1); };
  body.append(...[...body.rows].sort(order));
});
if (document.documentElement.dataset.live !== undefined) {
  const unfolded = () => [...document.querySelectorAll("details")].map((one) => one.open);
  const renew = async () => {
    const text = await (await fetch(location.pathname)).text();
    const next = new DOMParser().parseFromString(text, "text/html");
    const open = unfolded(), at = document.activeElement && document.activeElement.getAttribute("href");
    document.getElementById("main").replaceWith(next.getElementById("main"));
    document.title = next.title;
    document.querySelectorAll("details").forEach((one, i) => one.open = open[i] || false);
    if (at) document.querySelector('[href="' + CSS.escape(at) + '"]')?.focus({ preventScroll: true });
  };
  new EventSource("/events").addEventListener("change", renew);
}
`;
