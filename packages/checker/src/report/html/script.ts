// The little that the page does besides being read: it hides what is not looked for, and opens all for a printer.

/** The script; without it all is shown, and the filter is not. */
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
`;
