import type { OpPart } from "@dragsaw/core/tensor";

/** Which operation of a graph is for what. */
export class Parts {
  private readonly known = new Map<string, OpPart | undefined>();
  private open: string[] = [];

  /** Takes down a new operation. */
  add(node: string): void {
    this.known.set(node, undefined);
    this.open.push(node);
  }

  /** Says what the operations are for that came since the last call. */
  close(part: OpPart): void {
    for (const node of this.open) this.known.set(node, part);
    this.open = [];
  }

  /**
   * What a node is for. TensorFlow's optimiser makes nodes of its own and names them after those that they came from, as
   * `ConstantFolding/Mul_12_recip`.
   */
  of(node: string): OpPart | undefined {
    for (const [name] of node.matchAll(/[A-Za-z][A-Za-z0-9]*_\d+/g)) {
      if (this.known.has(name)) return this.known.get(name);
    }
    return undefined;
  }
}
