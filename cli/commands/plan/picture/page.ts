import { stringify } from "yaml";
import { type Html, html, pageOf } from "../../../../lib/html";
import type { PlannedResource, Rehearsal } from "../../../rehearse";
import { capacityLines } from "../capacityText";
import { costLines } from "../costText";
import { openLines } from "../openText";
import { summaryLines } from "../summary";
import { type Box, pictureOf } from "./boxes";
import { detailsId, drawingOf } from "./drawing";
import { style } from "./style";

/** Of tables and sentences, in characters. */
const width = 92;

/** The lab as one page: its picture, what an instructor decides by, and the properties of each part. */
export async function planPage(rehearsal: Rehearsal): Promise<string> {
  const { project, stack, plan } = rehearsal;
  const picture = pictureOf(rehearsal);
  const body = html`<header>
      <h1>${project}, stack ${stack}</h1>
      <p>A rehearsal: it made nothing and asked no service. Choose a box to see what it is made of.</p>
    </header>
    <figure>${await drawingOf(picture)}</figure>
    <div class="facts">${factSections(rehearsal)}</div>
    ${plan.notes.map((note) => html`<p class="note">${note}</p>`)}
    <h2>Parts</h2>
    ${picture.boxes.filter(({ resources }) => resources.length > 0).map(boxSection)} `;
  return pageOf(`${project}, stack ${stack}`, style, body);
}

function factSections(rehearsal: Rehearsal): Html[] {
  const { config, plan, fixCommand } = rehearsal;
  const sections: [string, readonly string[]][] = [
    ["In short", summaryLines(rehearsal)],
    ["Capacity", plan.capacity ? capacityLines(plan.capacity, fixCommand, width) : []],
    ["Costs", plan.costs ? costLines(plan.costs, width) : []],
    ["Open to", openLines(config)],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(
      ([title, lines]) =>
        html`<section>
          <h2>${title}</h2>
          <pre>${lines.map((line) => line.replace(/^ {2}/, "")).join("\n")}</pre>
        </section> `,
    );
}

function boxSection(box: Box): Html {
  const others = box.folded.length === 0 ? "" : `The same for ${box.folded.length} more: ${box.folded.join(", ")}.`;
  return html`<section class="part" id="${detailsId(box)}" tabindex="-1">
    <h3>${box.title}</h3>
    <p>${others}</p>
    ${box.resources.map(resourceDetails)}
  </section> `;
}

function resourceDetails({ type, name, inputs }: PlannedResource): Html {
  return html`<details>
    <summary><code>${name}</code> ${type}</summary>
    <pre>${stringify(inputs)}</pre>
  </details> `;
}
