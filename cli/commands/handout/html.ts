const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** HTML that is safe to insert. */
export class Html {
  constructor(readonly text: string) {}
}

/** `` html`<p>${name}</p>` ``: what is inserted is text, unless it is HTML already. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const inserted = values.map((value) => {
    if (typeof value === "string") return value.replace(/[&<>"]/g, (sign) => signs[sign]!);
    return value instanceof Html ? value.text : value.map(({ text }) => text).join("");
  });
  return new Html(String.raw({ raw: parts }, ...inserted));
}

const style = `
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

/** A page that needs nothing else: it can be printed, sent, and opened without a network. */
export function pageOf(title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `.text;
}
