import { join } from "node:path";
import { ClassModel } from "../../cli/commands/board/model/classModel";
import { BoardServer } from "../../cli/commands/board/server";
import { watchClass } from "../../cli/commands/board/watchClass";
import { loadCourse } from "../../cli/exercises/load";
import { ClassApi, registry, timing } from "../cli/commands/board/classApi";
import { until } from "../app/waiting";

const root = join(__dirname, "../..");

/** The board of a class on a fake cluster, as `lab board` makes it. */
export class BoardHarness {
  readonly api = new ClassApi();
  url = "";
  private model!: ClassModel;
  private server!: BoardServer;
  private port = 0;
  private ended = new AbortController();

  /** @param fill makes the class, before the board looks at it */
  async start(fill: (api: ClassApi) => void): Promise<this> {
    await this.api.start();
    fill(this.api);
    await this.startBoard();
    return this;
  }

  /** Starts the board, again at the port that it had. */
  async startBoard(): Promise<void> {
    this.ended = new AbortController();
    this.model = new ClassModel({
      ...{ stack: "dev", course: loadCourse(root), registry, now: Date.now },
      visit: () => Promise.resolve(200),
      onChange: (change) => this.server.publish(change),
    });
    this.server = new BoardServer(root, this.model);
    watchClass(this.api.client, this.model, this.ended.signal, timing);
    this.port = await this.server.start(this.port);
    this.url = `http://127.0.0.1:${this.port}/`;
  }

  async stopBoard(): Promise<void> {
    this.ended.abort();
    await this.server.stop();
  }

  /** Waits until the board knows the class. */
  listed(): Promise<void> {
    return until("the class is listed", () => this.model.isListed);
  }

  async stop(): Promise<void> {
    await this.stopBoard();
    await this.api.stop();
  }
}

/** Labels as in a class: `student-1` and so on would be of one length. */
export const labelOf = (index: number) => `s${index + 1}`;

/**
 * A class in the middle of the course: most have a Deployment, some have exposed or scaled it, every tenth is stuck, and every
 * twentieth has used up the pods of the quota.
 */
export function fillClass(api: ClassApi, size: number): void {
  api.addNodes(4);
  for (let index = 0; index < size; index += 1) {
    const label = labelOf(index);
    api.addStudent(label);
    if (index % 7 !== 0) api.answerNodes(label, 4, 60);
    if (index % 10 === 3) api.deployWrong(label, 4 + (index % 9));
    else if (index % 5 !== 0) api.deploy(label, { replicas: index % 3 === 0 ? 3 : 1, revision: 1 + (index % 3) });
    if (index % 4 === 0 && index % 5 !== 0) api.expose(label, { ip: "10.0.0.4", port: 8000 + index });
    if (index % 20 === 6) api.setQuota(label, { pods: "10", "services.loadbalancers": "0" });
    for (let event = 0; event < 20; event += 1) api.happen(label, `pod-${event}`);
  }
}
