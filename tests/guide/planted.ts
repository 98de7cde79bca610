import { type Page, readPage } from "./page";

/** A chapter without a fault, in which tests plant one. */
export const chapter = `---
title: Docker
---

# 2. Docker

## Goal

You see.

## Steps

\`\`\`sh run
echo hello
\`\`\`

\`\`\`text
hello
\`\`\`

Type \`npm start\`, then open <http://127.0.0.1:8090>.

\`\`\`mermaid
flowchart LR
  a["one"] -- "to" --> b["two"]
\`\`\`

## Question

Why?

<details>
<summary>Answer</summary>

Because.

</details>

## What can go wrong

Much: see [steps](#steps).

## Clean-up

Nothing.
`;

const words: readonly [string, string][] = [
  ["title: Docker", "title: 도커"],
  ["# 2. Docker", "# 2. 도커"],
  ["## Goal", "## 목표"],
  ["## Steps", "## 실습 순서"],
  ["## Question", "## 질문"],
  ["## What can go wrong", "## 잘못될 수 있는 것"],
  ["## Clean-up", "## 정리"],
  ["(#steps)", "(#실습-순서)"],
  ['["one"]', '["하나"]'],
];

/** Its translation. */
export function translated(english: string): string {
  const source = `source: "${readPage("", english).hash}"`;
  const text = words.reduce((whole, [from, to]) => whole.replace(from, to), english);
  return text.replace("title: 도커", `title: 도커\n${source}`);
}

/** The chapter with one thing changed. @throws if there is no such thing */
export function planted(from: string, to: string): Page {
  if (!chapter.includes(from)) throw new Error(`the planted chapter has no ${from}`);
  return readPage("en/02-docker.md", chapter.replace(from, to));
}
