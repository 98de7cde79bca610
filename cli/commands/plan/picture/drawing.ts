import { Html } from "../../../../lib/html";
import type { Box, Frame, Picture } from "./boxes";

/** Id of the part of the page that tells about a box. */
export function detailsId({ id }: Pick<Box, "id">): string {
  return `about-${id}`;
}

/** The picture as SVG, laid out by Graphviz. Colours are the page's: each shape has a class. */
export async function drawingOf(picture: Picture): Promise<Html> {
  const { instance } = await import("@viz-js/viz");
  const svg = (await instance()).renderString(dotOf(picture), { format: "svg" });
  const start = svg.indexOf("<svg");
  return new Html(
    svg.slice(start).replace("<svg ", '<svg role="img" aria-label="The lab: its parts, and what goes between them" '),
  );
}

/** The picture in Graphviz' language (graphviz.org, "DOT Language"). */
export function dotOf({ frames, boxes, flows }: Picture): string {
  const inFrame = (frame: Frame | undefined) => boxes.filter((box) => box.frame === frame).map(nodeLine);
  const cluster = inFrame("cluster");
  return [
    "digraph lab {",
    'rankdir=LR; bgcolor="transparent"; nodesep=0.35; ranksep=0.7; newrank=true;',
    // Graphviz guesses widths from a few letters' metrics: room for those of Hangul.
    'node [shape=box, style="rounded,filled", fontname="Arial", fontsize=12, margin="0.28,0.14"];',
    'edge [fontname="Arial", fontsize=10, class="flow"];',
    ...inFrame(undefined),
    ...frameLines("lab", frames.lab, [
      ...inFrame("lab"),
      ...(cluster.length > 0 ? frameLines("cluster", frames.cluster, cluster) : []),
    ]),
    ...flows.map(({ from, to, label }) => `${quoted(from)} -> ${quoted(to)} [label=${quoted(` ${label} `)}];`),
    "}",
  ].join("\n");
}

function frameLines(frame: Frame, title: string, lines: readonly string[]): string[] {
  const style = `label=${quoted(title)}; class="frame ${frame}"; fontname="Arial"; fontsize=12; style="rounded"; margin=14;`;
  return [`subgraph cluster_${frame} {`, style, ...lines, "}"];
}

function nodeLine(box: Box): string {
  const { id, title, lines, frame } = box;
  const label = [title, ...lines].map(escaped).join("\\n");
  const link = box.resources.length > 0 ? `, URL=${quoted(`#${detailsId(box)}`)}` : "";
  return `${quoted(id)} [label="${label}", class="box ${frame ?? "people"}", tooltip=${quoted(title)}${link}];`;
}

function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}
