/** Light and dark by the system, and black on white for a sheet of A4. */
export const style = `
  :root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --quiet: #57606a; --line: #8c959f; --people: #fff8c5; --lab: #ddf4ff; --cluster: #dafbe1; --mark: #0969da; }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #e6edf3; --paper: #0d1117; --quiet: #9198a1; --line: #6e7681; --people: #3d3200; --lab: #0c2d4a; --cluster: #0f3a1d; --mark: #58a6ff; }
  }
  svg { font-family: Arial, "Apple SD Gothic Neo", "Malgun Gothic", sans-serif; }
  body { margin: 1.5rem auto; max-width: 75rem; padding: 0 1rem; color: var(--ink); background: var(--paper); font: 15px/1.5 system-ui, "Apple SD Gothic Neo", "Malgun Gothic", sans-serif; }
  h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 1.2rem 0 0.4rem; } h3 { font-size: 1rem; margin: 0 0 0.3rem; }
  header p { margin: 0.2rem 0 0; color: var(--quiet); }
  figure { margin: 1rem 0; overflow-x: auto; }
  svg { max-width: 100%; height: auto; display: block; margin: auto; }
  svg text { fill: var(--ink); }
  .box path, .box polygon { stroke: var(--line); } .frame path, .frame polygon { fill: none; stroke: var(--line); stroke-dasharray: 4 3; }
  .people path, .people polygon { fill: var(--people); } .box.lab path, .box.lab polygon { fill: var(--lab); } .box.cluster path, .box.cluster polygon { fill: var(--cluster); }
  .flow path { stroke: var(--quiet); } .flow polygon { fill: var(--quiet); stroke: var(--quiet); } .flow text { fill: var(--quiet); }
  svg a:focus-visible path, svg a:hover path { stroke: var(--mark); stroke-width: 2; }
  .facts { display: flex; flex-wrap: wrap; gap: 0 3rem; } .facts section { max-width: 100%; }
  pre { margin: 0; overflow-x: auto; font: 12.5px/1.45 ui-monospace, Consolas, monospace; white-space: pre-wrap; }
  .note { border-left: 3px solid var(--mark); padding-left: 0.7rem; }
  .part { border-top: 1px solid var(--line); padding: 0.7rem 0; } .part:target { border-left: 3px solid var(--mark); padding-left: 0.7rem; }
  .part > p:empty { display: none; } summary { overflow-wrap: anywhere; } summary code { font-weight: 600; }
  @media print {
    @page { size: A4 landscape; margin: 12mm; }
    :root { --ink: #000; --paper: #fff; --quiet: #333; --line: #555; --people: #fff; --lab: #fff; --cluster: #fff; }
    body { max-width: none; margin: 0; font-size: 10pt; } svg { max-height: 110mm; } pre { font-size: 8pt; }
    .part { display: none; } h2:last-of-type { display: none; } section { break-inside: avoid; }
  }
`;
