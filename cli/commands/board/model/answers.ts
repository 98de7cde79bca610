import { type Visit, answerOf } from "../../../exercises/observe/cluster";
import type { Service, Space } from "../../../exercises/observed";

/** Addresses that are visited at a time: one that does not answer takes two seconds. */
const concurrency = 20;

interface Known {
  readonly address: string;
  /** Left out while nobody has looked yet. */
  answer?: { readonly value: boolean | undefined };
  asking: boolean;
}

/** Whether the load balancers of the class answer. No watch shows it, so they are visited. */
export class Answers {
  private readonly known = new Map<string, Map<string, Known>>();
  private readonly waiting: (() => Promise<void>)[] = [];
  private visiting = 0;

  /** @param onAnswer names the namespace in which an answer is new */
  constructor(
    private readonly visit: Visit,
    private readonly onAnswer: (namespace: string) => void,
  ) {}

  /**
   * What is known in a space. An address that nobody has visited yet is left out of its Service: it is not done before it answers.
   */
  in(namespace: string, services: readonly Service[]): Pick<Space, "services" | "answers"> {
    const before = this.known.get(namespace) ?? new Map<string, Known>();
    const now = new Map<string, Known>();
    for (const service of services) {
      const address = addressOf(service);
      if (address === undefined) continue;
      const { name } = service.metadata;
      const known = before.get(name);
      const current = known?.address === address ? known : { address, asking: false };
      now.set(name, current);
      if (current !== known) this.ask(namespace, service, current);
    }
    this.known.set(namespace, now);
    const answers = [...now].flatMap(([name, { answer }]) =>
      answer?.value === undefined ? [] : [[name, answer.value] as const],
    );
    const isUnvisited = ({ metadata: { name } }: Service) => now.has(name) && now.get(name)!.answer === undefined;
    return {
      services: services.map((service) => (isUnvisited(service) ? { ...service, status: {} } : service)),
      answers: Object.fromEntries(answers),
    };
  }

  /** Visits again what did not answer. */
  askAgain(namespace: string, services: readonly Service[]): void {
    for (const service of services) {
      const known = this.known.get(namespace)?.get(service.metadata.name);
      if (known?.answer?.value === false) this.ask(namespace, service, known);
    }
  }

  forget(namespace: string): void {
    this.known.delete(namespace);
  }

  /** Whether all that was asked has been answered. */
  get settled(): boolean {
    return this.visiting === 0 && this.waiting.length === 0;
  }

  private ask(namespace: string, service: Service, known: Known): void {
    if (known.asking) return;
    known.asking = true;
    this.waiting.push(async () => {
      const value = await answerOf(service, this.visit);
      const isNews = known.answer === undefined || known.answer.value !== value;
      known.answer = { value };
      known.asking = false;
      if (isNews) this.onAnswer(namespace);
    });
    this.next();
  }

  private next(): void {
    while (this.visiting < concurrency) {
      const job = this.waiting.shift();
      if (!job) return;
      this.visiting += 1;
      void job().finally(() => {
        this.visiting -= 1;
        this.next();
      });
    }
  }
}

/** With the port, which may change while the address stays. */
function addressOf({ spec, status }: Service): string | undefined {
  const { ip, hostname } = status?.loadBalancer?.ingress?.[0] ?? {};
  const address = ip ?? hostname;
  return address === undefined ? undefined : `${address}:${spec.ports?.[0]?.port}`;
}
