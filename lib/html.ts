const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text as HTML or SVG has it, also within an attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => signs[sign]!);
}

/** HTML that is safe to insert. */
export class Html {
  constructor(readonly text: string) {}
}

/** `` html`<p>${name}</p>` ``: what is inserted is text, unless it is HTML already. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const inserted = values.map((value) => {
    if (typeof value === "string") return escaped(value);
    return value instanceof Html ? value.text : value.map(({ text }) => text).join("");
  });
  return new Html(String.raw({ raw: parts }, ...inserted));
}

/** A page that needs nothing else: it can be printed, sent, and opened without a network. @param style CSS */
export function pageOf(title: string, style: string, body: Html): string {
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
