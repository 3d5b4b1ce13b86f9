// How the page looks: on a screen in light and dark, and on paper.

/** The style sheet. */
export const style: string = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#1c1f26, #e7e9ee); --quiet: light-dark(#5b6270, #a0a7b4);
  --paper: light-dark(#fcfcfb, #15171b); --card: light-dark(#ffffff, #1c1f25); --line: light-dark(#dfe1e6, #343943);
  --good: light-dark(#0a6b4f, #4fd1a5); --bad: light-dark(#b3121f, #ff7b7b); --open: light-dark(#8a5a00, #f0b84f);
  --good-ground: light-dark(#e3f3ed, #12352b); --bad-ground: light-dark(#fbe6e7, #47181c); --open-ground: light-dark(#fbf0d9, #3c2e10);
  --accent: light-dark(#1257b8, #82b1ff); --above: #d1495b; --below: #2f7ed8;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
main, .top, nav.contents { max-width: 66rem; margin: 0 auto; padding: 0 1.5rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; padding: 0.5rem 1rem; background: var(--card); }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.88em; }
pre { overflow-x: auto; padding: 0.6rem 0.9rem; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; }
math { font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math", "DejaVu Math TeX Gyre", math; font-size: 1.08em; }
.quiet { color: var(--quiet); font-size: 0.9rem; }
.scroll { overflow: auto hidden; padding-bottom: 0.35rem; }

.top { padding-top: 2.5rem; }
.top h1 { margin: 0; font-size: 1.9rem; font-weight: 650; letter-spacing: -0.01em; }
.top p { margin: 0.3rem 0 1.1rem; }
.counts { display: flex; flex-wrap: wrap; gap: 0.6rem; margin: 0 0 1.2rem; padding: 0; list-style: none; }
.counts li { padding: 0.45rem 0.9rem; border-radius: 8px; font-size: 0.9rem; }
.counts b { font-size: 1.3rem; font-weight: 650; margin-right: 0.35rem; font-variant-numeric: tabular-nums; }
.counts .good { background: var(--good-ground); color: var(--good); }
.counts .bad { background: var(--bad-ground); color: var(--bad); }
.counts .open { background: var(--open-ground); color: var(--open); }
.filter { display: flex; flex-wrap: wrap; gap: 0.5rem 1.2rem; align-items: center; margin: 0 0 1rem; }
.filter[hidden] { display: none; }
.filter fieldset { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; border: 0; margin: 0; padding: 0; }
.filter legend { float: left; margin-right: 0.8rem; color: var(--quiet); }
.filter input[type=search] { font: inherit; padding: 0.3rem 0.6rem; border: 1px solid var(--line); border-radius: 6px; background: var(--card); color: inherit; }
.filter output { color: var(--quiet); font-size: 0.9rem; }
.contents ol { columns: 22rem; column-gap: 2.5rem; margin: 0; padding: 0; list-style: none; }
.contents li { break-inside: avoid; padding: 0.12rem 0; }
.contents li a { display: block; padding-left: 1.3rem; text-indent: -1.3rem; text-decoration: none; }
.contents li a:hover { text-decoration: underline; }
.contents .dot { display: inline-block; width: 1.3rem; text-indent: 0; font-weight: 700; }
.contents .dot.good, .verdict, .verdict.good { color: var(--good); }
.contents .dot.bad { color: var(--bad); } .contents .dot.open { color: var(--open); }
.contents .id { font-weight: 600; }
.levels { display: grid; grid-template-columns: auto 1fr; gap: 0.15rem 0.9rem; margin: 0.6rem 0 0; }
.levels dt { font-weight: 600; } .levels dd { margin: 0; }

section.derivation { margin: 3rem 0 0; padding-top: 1.6rem; border-top: 2px solid var(--line); }
h2 { margin: 0; font-size: 1.35rem; font-weight: 600; }
h2 .id { color: var(--quiet); margin-right: 0.35rem; }
h2 + .quiet { margin: 0.15rem 0 1rem; }
figure { margin: 0; } figcaption { color: var(--quiet); font-size: 0.85rem; }
.picture { position: relative; margin: 0 0 1.2rem; text-align: center; }
.picture svg { max-width: 100%; height: auto; max-height: 52rem; font-family: "DejaVu Sans Mono", Menlo, "Liberation Mono", "Courier New", monospace; }
.picture text { white-space: pre; }
.picture a:hover :is(path, polygon, ellipse) { stroke-width: 2.6; }
.picture a:focus-visible { outline: none; } .picture a:focus-visible :is(path, polygon, ellipse) { stroke: var(--accent) !important; stroke-width: 4; }
.beside { position: absolute; z-index: 1; display: grid; gap: 0.5rem; max-width: 100%; max-height: 24rem; overflow: auto; padding: 0.7rem 0.9rem; text-align: left; background: var(--card); border: 1px solid var(--quiet); border-radius: 8px; box-shadow: 0 4px 18px #0004; }
.beside .quiet { display: block; } .beside button { justify-self: start; font: inherit; font-size: 0.9rem; padding: 0.15rem 0.7rem; border: 1px solid var(--line); border-radius: 6px; background: none; color: var(--accent); cursor: pointer; }
.quantities tr:target { background: var(--open-ground); }
.picture figcaption { margin-top: 0.4rem; }

details.claim { background: var(--card); border: 1px solid var(--line); border-left: 5px solid var(--good); margin: 0.45rem 0; border-radius: 4px 8px 8px 4px; }
details.claim.bad { border-left-color: var(--bad); } details.claim.open { border-left-color: var(--open); }
summary { cursor: pointer; }
.claim > summary { display: grid; grid-template-columns: 7.2rem minmax(0, 3fr) minmax(0, 2fr); gap: 0 1rem; align-items: center; padding: 0.5rem 0.9rem; list-style: none; }
.claim > summary::-webkit-details-marker { display: none; }
.verdict { font-size: 0.78rem; font-weight: 700; letter-spacing: 0.05em; }
.claim > summary .verdict::before { content: ""; display: inline-block; margin-right: 0.5rem; border: 0.26rem solid transparent; border-left: 0.4rem solid var(--quiet); border-right: 0; }
.claim[open] > summary .verdict::before { transform: rotate(90deg); }
.claim.open > summary .verdict { color: var(--open); } .claim.bad > summary .verdict, .verdict.bad, span.bad { color: var(--bad); }
.equation { overflow: auto hidden; padding: 0.1rem 0; white-space: nowrap; } .equals { color: var(--quiet); }
.facts { color: var(--quiet); font-size: 0.86rem; text-align: right; } .facts abbr { font-weight: 600; }
.first { color: var(--bad); }
.inside { padding: 0.3rem 1.1rem 1rem; border-top: 1px solid var(--line); }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 0.8rem; margin: 0.8rem 0; }
.sides figure { padding: 0.6rem 0.9rem; border: 1px solid var(--line); border-radius: 6px; min-width: 0; }
.sides math { font-size: 1.2em; margin: 0.5rem 0; }
.written { display: block; color: var(--quiet); white-space: pre; }
.bad .sides figure:first-child { border-color: var(--bad); } .bad .sides figure:last-child { border-color: var(--good); }
.diagnosis p { margin: 0.5rem 0; }
.explanation { font-size: 1.08rem; font-weight: 600; }
.repair { padding: 0.6rem 0.9rem; border: 1px solid var(--good); border-radius: 6px; margin: 0.5rem 0; }
.repair math { font-size: 1.2em; margin: 0.5rem 0; }
.others { font-size: 0.92rem; } .others ul { margin: 0.3rem 0; padding-left: 1.2rem; } .others code { white-space: pre-wrap; }
math .del { background: linear-gradient(var(--bad), var(--bad)) center / 100% 2px no-repeat var(--bad-ground); color: var(--bad); padding: 0.05em 0.12em; }
math .ins { background: var(--good-ground); color: var(--good); border-bottom: 2px solid var(--good); padding: 0.05em 0.12em; }
del { background: var(--bad-ground); color: var(--bad); text-decoration-thickness: 2px; border-radius: 3px; padding: 0.05em 0.1em; }
ins { background: var(--good-ground); color: var(--good); text-decoration: none; border-radius: 3px; padding: 0.05em 0.1em; font-weight: 600; }
.proof { margin: 0.9rem 0 0; padding-top: 0.5rem; border-top: 1px dashed var(--line); font-size: 0.88rem; }
.proof > summary { color: var(--quiet); } .certificate { margin: 0.4rem 0 0; }
.certificate > div { display: grid; grid-template-columns: 11rem 1fr; gap: 1rem; padding: 0.06rem 0; }
.certificate dt { color: var(--quiet); } .certificate dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.heat { display: flex; flex-wrap: wrap; gap: 0.6rem 2rem; margin: 0.9rem 0; }
.heat figure { max-width: 100%; overflow-x: auto; } .heat figcaption { margin-bottom: 0.3rem; }
table { border-collapse: collapse; }
.matrix { border-left: 2px solid var(--ink); border-right: 2px solid var(--ink); border-radius: 5px; font-size: 0.84rem; font-variant-numeric: tabular-nums; }
.matrix td { padding: 0.12rem 0.55rem; text-align: right; min-width: 2.6rem; }
.matrix .same { color: var(--quiet); }
.matrix .above, .matrix .below { --tone: var(--above); background: color-mix(in srgb, var(--tone) calc(0.7 * var(--heat)), transparent); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.matrix .below { --tone: var(--below); }
.matrix .example { outline: 2px solid var(--ink); outline-offset: -2px; }
.blocks td { min-width: 0; width: 0.8rem; height: 0.8rem; padding: 0; }
.scale { display: flex; gap: 0.5rem; align-items: center; margin: 0.4rem 0 0; color: var(--quiet); font-size: 0.8rem; font-variant-numeric: tabular-nums; }
.scale .bar { flex: 0 1 9rem; height: 0.6rem; border-radius: 3px; border: 1px solid var(--line); opacity: 0.85; background: linear-gradient(to right, color-mix(in srgb, var(--below) 70%, transparent), transparent, color-mix(in srgb, var(--above) 70%, transparent)); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.autodiff { margin: 0.7rem 0; font-size: 0.9rem; color: var(--quiet); }
.values, .course { margin: 0.7rem 0; }
.values > summary, .course > summary { padding: 0.3rem 0; color: var(--accent); }
.quantities th, .quantities > tbody > tr > td { padding: 0.45rem 1.4rem 0.45rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: middle; font-weight: 400; }
.quantities thead th { color: var(--quiet); font-size: 0.86rem; }
.course table.steps, .course table { border-spacing: 0; } .course td { padding: 0.25rem 0.35rem; vertical-align: middle; }
.course td:first-child { text-align: right; white-space: nowrap; }
.course td.reason { color: var(--quiet); padding-left: 2rem; font-size: 0.9rem; }
.course tbody + tbody tr:first-child td { padding-top: 1.1rem; }
.course tbody tr:last-child td.result { border-bottom: 2px solid var(--line); }
.course footer, .course p { color: var(--quiet); font-size: 0.9rem; }
.command { margin: 1rem 0 0; font-size: 0.9rem; overflow-wrap: anywhere; }
body > footer { max-width: 66rem; margin: 3rem auto 2rem; padding: 1rem 1.5rem 0; color: var(--quiet); font-size: 0.88rem; }
[hidden] { display: none !important; }

@media print, (max-width: 46rem) {
  .quantities > thead { display: none; }
  .quantities > tbody > tr { display: flex; flex-wrap: wrap; gap: 0.3rem 1.4rem; padding: 0.4rem 0; border-bottom: 1px solid var(--line); break-inside: avoid; }
  .quantities > tbody > tr > :is(th, td) { padding: 0; border: 0; max-width: 100%; overflow: auto hidden; }
  .quantities > tbody > tr > th { flex: 0 0 100%; }
  .quantities > tbody > tr > td:has(table)::before { content: "value"; display: block; color: var(--quiet); font-size: 0.85rem; }
  .quantities > tbody > tr > td:nth-child(3):has(table)::before { content: "gradient"; }
}
@media screen and (max-width: 46rem) {
  .claim > summary { grid-template-columns: 1fr; } .facts { text-align: left; }
  .matrix td { padding: 0.12rem 0.3rem; min-width: 2rem; } .matrix.blocks td { padding: 0; min-width: 0; }
  .certificate > div { grid-template-columns: 1fr; gap: 0; }
}
@media print {
  :root { color-scheme: light; }
  @page { margin: 16mm 15mm; }
  html { font-size: 9pt; }
  body { background: none; }
  main, .top, nav.contents, body > footer { max-width: none; padding: 0; }
  .filter, .skip, .beside, .onScreen, .quantities > tbody > .inner { display: none; }
  section.derivation { margin-top: 1.6rem; }
  h2, summary, figcaption { break-after: avoid; }
  .claim > summary, .sides, .repair, .heat, .picture, .diagnosis { break-inside: avoid; }
  .claim > summary .verdict::before { display: none; } summary { list-style: none; } summary::-webkit-details-marker { display: none; }
  .certificate { columns: 2; column-gap: 2rem; font-size: 0.8rem; } .certificate > div { grid-template-columns: 7rem 1fr; gap: 0.6rem; break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .certificate .point::details-content { display: none; }
  .counts li, .verdict, del, ins, math .del, math .ins, .picture { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .scroll { overflow: visible; }
  .claim > summary { grid-template-columns: 6rem minmax(0, 3fr) minmax(0, 2fr); padding: 0.3rem 0.7rem; }
  .sides { grid-template-columns: 1fr 1fr; margin: 0.5rem 0; } .picture svg { max-height: 24rem; }
}
`;
