/** Of the pages for students: they are printed. */
export const style = `
  body { font: 11pt/1.5 system-ui, "Apple SD Gothic Neo", "Malgun Gothic", sans-serif; margin: 2rem auto; max-width: 45rem; padding: 0 1rem; color: #111; background: #fff; }
  h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin-top: 1.5em; }
  code, pre { font-family: ui-monospace, Consolas, monospace; font-size: 0.95em; }
  pre { background: #f3f3f3; padding: 0.6em 0.8em; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
  dt { font-weight: bold; } dd { margin: 0 0 0.4em; overflow-wrap: anywhere; }
  section + section { border-top: 1px solid #999; margin-top: 2rem; }
  .cards { display: grid; grid-template-columns: 1fr 1fr; max-width: none; }
  .card { border: 1px dashed #666; padding: 1rem; break-inside: avoid; }
  @media print { body { margin: 0; max-width: none; } section + section { break-before: page; border: 0; } }
`;
