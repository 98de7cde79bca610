import { type Language, type Texts, languages } from "../../exercises/languages";
import { type Html, html, pageOf } from "../../../lib/html";
import { style } from "./style";

/** What one student gets. */
export interface Handout {
  /** As in the list of students. */
  readonly name: string;
  readonly label: string;
  readonly namespace: string;
  readonly user: string;
  /** Login server of the registry; `undefined` if students have no part of one. */
  readonly registry: string | undefined;
  readonly appUrl: string | undefined;
  /** RFC 3339. */
  readonly endsAt: string | undefined;
  /** Where the guide is. */
  readonly guide: string | undefined;
}

export const files = { kubeconfig: "kubeconfig.yaml", password: "registry-password.txt", page: "page.html" };

/** The line that logs in: the password comes from its file, so that no list of commands has it. */
export function loginLines({ user, registry }: Handout): Readonly<Record<"bash" | "powershell", string>> {
  const login = `docker login --username ${user} --password-stdin ${registry}`;
  return { bash: `${login} < ${files.password}`, powershell: `Get-Content ${files.password} | ${login}` };
}

const words = {
  title: { en: "Container lab", ko: "컨테이너 실습" },
  name: { en: "Your name in the lab", ko: "실습에서 쓰는 이름" },
  namespace: { en: "Your namespace on the cluster", ko: "클러스터의 자기 네임스페이스" },
  registry: { en: "Your part of the registry", ko: "레지스트리의 자기 영역" },
  app: { en: "The lab's page", ko: "실습 페이지" },
  end: { en: "The lab ends at", ko: "실습 종료 시각" },
  guide: { en: "The guide", ko: "안내서" },
  need: {
    en: "You need kubectl and Docker. Open a terminal in the folder of this page.",
    ko: "kubectl과 Docker가 필요합니다. 이 페이지가 있는 폴더에서 터미널을 여세요.",
  },
  first: { en: "First three commands", ko: "처음 입력할 명령 세 가지" },
  secret: {
    en: "The files beside this page are yours alone: whoever has them is you. Do not send them on.",
    ko: "이 페이지와 함께 있는 파일은 본인만 사용해야 합니다. 파일을 가진 사람은 누구나 본인으로 접속할 수 있으니 다른 사람에게 보내지 마세요.",
  },
  shell: {
    en: "Without a computer of your own: open https://shell.azure.com, sign in with an Azure account of yours, upload kubeconfig.yaml, and type the commands for Bash. It has kubectl, and no Docker.",
    ko: "개인 컴퓨터가 없으면 https://shell.azure.com 을 열어 본인의 Azure 계정으로 로그인하고 kubeconfig.yaml을 업로드한 뒤 Bash용 명령을 입력하세요. 여기에는 kubectl은 있지만 Docker는 없습니다.",
  },
} satisfies Record<string, Texts>;

/** A student's page, in each language one after the other. */
export function studentPage(handout: Handout): string {
  const sections = languages.map((language) => section(handout, language));
  return pageOf(`${words.title.en} · ${handout.name}`, style, html`${sections}`);
}

function section(handout: Handout, language: Language): Html {
  const say = (key: keyof typeof words) => words[key][language];
  return html`<section lang="${language}">
    <h1>${say("title")}: ${handout.name}</h1>
    <dl>
      ${factsOf(handout).map(
        ([key, value]) =>
          html`<dt>${say(key)}</dt>
            <dd><code>${value}</code></dd>`,
      )}
    </dl>
    <h2>${say("first")}</h2>
    <p>${say("need")}</p>
    <h3>Bash</h3>
    <pre>${commandsFor(handout, "bash").join("\n")}</pre>
    <h3>PowerShell</h3>
    <pre>${commandsFor(handout, "powershell").join("\n")}</pre>
    <p>${say("shell")}</p>
    <p>${say("secret")}</p>
  </section> `;
}

function factsOf({ label, namespace, registry, appUrl, endsAt, guide }: Handout): [keyof typeof words, string][] {
  const facts: [keyof typeof words, string | undefined][] = [
    ["name", label],
    ["namespace", namespace],
    ["registry", registry && `${registry}/${label}/…`],
    ["app", appUrl],
    ["end", endsAt],
    ["guide", guide],
  ];
  return facts.filter((fact): fact is [keyof typeof words, string] => fact[1] !== undefined);
}

function commandsFor(handout: Handout, shell: "bash" | "powershell"): string[] {
  const own = {
    bash: `export KUBECONFIG="$PWD/${files.kubeconfig}"`,
    powershell: `$env:KUBECONFIG = "$PWD\\${files.kubeconfig}"`,
  };
  const third = handout.registry === undefined ? "kubectl get all" : loginLines(handout)[shell];
  return [own[shell], "kubectl get nodes", third];
}

/** Cards for the instructor to cut, with names and addresses, and nothing secret. */
export function cardsPage(handouts: readonly Handout[]): string {
  const cards = handouts.map(
    (handout) =>
      html`<div class="card">
        <h2>${handout.name}</h2>
        <dl>
          ${factsOf(handout).map(
            ([key, value]) =>
              html`<dt>${words[key].en} · ${words[key].ko}</dt>
                <dd><code>${value}</code></dd>`,
          )}
        </dl>
        <p>${words.shell.en}</p>
        <p lang="ko">${words.shell.ko}</p>
      </div> `,
  );
  return pageOf(words.title.en, style, html`<div class="cards">${cards}</div>`);
}
