// The little that the page does besides being read: it hides what is not looked for, shows the values of a node
// beside it, and lets arrows lead from node to node.

/** The script; without it all is shown, the filter is not, and the nodes of a picture lead to the table of values. */
export const script: string = `
const filter = document.querySelector(".filter");
filter.hidden = false;
const claims = [...document.querySelectorAll(".claim")];
const told = filter.querySelector("output");
const apply = () => {
  const words = new Set([...filter.querySelectorAll("input[name=word]:checked")].map((box) => box.value));
  const text = filter.querySelector("input[type=search]").value.trim().toLowerCase();
  for (const claim of claims) {
    const place = claim.closest(".derivation").querySelector("h2").textContent + claim.querySelector("summary").textContent;
    claim.hidden = !words.has(claim.dataset.word) || !place.toLowerCase().includes(text);
  }
  for (const section of document.querySelectorAll(".derivation")) {
    const own = [...section.querySelectorAll(".claim")];
    section.hidden = own.length > 0 && own.every((claim) => claim.hidden);
  }
  const shown = claims.filter((claim) => !claim.hidden).length;
  told.value = shown === claims.length ? "" : shown + " of " + claims.length + " claims";
};
filter.addEventListener("input", apply);
filter.addEventListener("submit", (event) => event.preventDefault());
apply();

const card = document.createElement("div");
card.className = "beside";
card.tabIndex = -1;
card.setAttribute("role", "dialog");
let pressed;
const close = () => {
  if (!card.isConnected) return;
  const isInside = card.contains(document.activeElement);
  card.remove();
  if (isInside) pressed.focus();
};
const beside = (link) => {
  const row = document.getElementById(link.getAttribute("xlink:href").slice(1));
  if (row === null) return false;
  pressed = link;
  const heads = [...row.closest("table").tHead.rows[0].cells].map((cell) => cell.textContent);
  const parts = [...row.cells].flatMap((cell, k) => {
    if (cell.childNodes.length === 0) return [];
    const part = document.createElement("div");
    if (k > 0) part.append(Object.assign(document.createElement("span"), { className: "quiet", textContent: heads[k] }));
    part.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
    return [part];
  });
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Close" });
  button.addEventListener("click", close);
  card.replaceChildren(...parts, button);
  card.setAttribute("aria-label", "values of " + row.cells[0].textContent);
  const figure = link.closest("figure");
  figure.append(card);
  const [outer, node] = [figure.getBoundingClientRect(), link.getBoundingClientRect()];
  card.style.top = node.bottom - outer.top + 8 + "px";
  card.style.left = Math.max(0, Math.min(node.left - outer.left, outer.width - card.offsetWidth)) + "px";
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  return true;
};
document.addEventListener("click", (event) => {
  const link = event.target.closest(".picture a");
  if (link !== null && beside(link)) event.preventDefault();
  else if (!card.contains(event.target)) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});

for (const picture of document.querySelectorAll(".picture")) {
  const links = [...picture.querySelectorAll("a")];
  const choose = (chosen) => links.forEach((link) => link.setAttribute("tabindex", link === chosen ? "0" : "-1"));
  choose(links[0]);
  picture.addEventListener("focusin", ({ target }) => {
    if (links.includes(target)) choose(target);
  });
  picture.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const at = links.indexOf(document.activeElement);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    links[(at + step + links.length) % links.length].focus();
  });
}
`;
