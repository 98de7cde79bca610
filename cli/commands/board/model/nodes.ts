import { nodeView } from "../../../../app/lib/views";
import type { NodeView } from "../../../../app/types";
import type { KubeObject } from "./kubeObject";

/** The nodes as the lab's page shows them. A kubelet's reports, which come again and again, mostly change nothing of that. */
export class Nodes {
  private readonly views = new Map<string, NodeView>();

  /** @returns whether they look different now */
  replace(nodes: readonly KubeObject[]): boolean {
    return this.change(() => {
      this.views.clear();
      for (const node of nodes) this.views.set(node.metadata.name, nodeView(node));
    });
  }

  put(node: KubeObject): boolean {
    return this.change(() => this.views.set(node.metadata.name, nodeView(node)));
  }

  remove(node: KubeObject): boolean {
    return this.change(() => this.views.delete(node.metadata.name));
  }

  get all(): readonly NodeView[] {
    return [...this.views.values()].sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
  }

  private change(act: () => unknown): boolean {
    const before = JSON.stringify(this.all);
    act();
    return JSON.stringify(this.all) !== before;
  }
}
