import { DTYPES } from "../dtype.ts";
import type { SymbolInfo } from "./graph.ts";

type Operation = Deno.PointerValue;

/** What touched one of TensorFlow's variables so far. */
interface Uses {
  /** The last op that may have changed it. */
  writer: Operation | undefined;
  /** Ops that read it since, and those that took what they read. */
  readers: Operation[];
}

/**
 * Ops on TensorFlow's variables happen in the order they were recorded in: a read after the writes before it, and a write
 * after every use of what was there; then nothing holds the old values, and it happens in place.
 */
export class VariableOrder {
  private readonly uses = new Map<SymbolInfo, Uses>();
  private readonly readsOf = new Map<SymbolInfo, Uses>();

  /** What an op with these inputs has to wait for beside them. */
  before(name: string, inputs: readonly SymbolInfo[]): Set<Operation> {
    const waits = resources(inputs).flatMap((resource) => {
      const { writer, readers } = this.of(resource);
      return isRead(name) ? [writer] : [writer, ...readers];
    });
    return new Set(waits.filter((operation) => operation !== undefined));
  }

  /** Remembers an op. */
  after(
    name: string,
    inputs: readonly SymbolInfo[],
    operation: Operation,
    results: readonly SymbolInfo[],
  ): void {
    for (const input of inputs) this.readsOf.get(input)?.readers.push(operation);
    for (const resource of resources(inputs)) {
      const uses = this.of(resource);
      if (isRead(name)) {
        uses.readers.push(operation);
        for (const result of results) this.readsOf.set(result, uses);
      } else {
        uses.writer = operation;
        uses.readers.length = 0;
      }
    }
  }

  /** The last write of each variable; one op may write several. */
  get writers(): Operation[] {
    const all = [...this.uses.values()].map(({ writer }) => writer);
    return [...new Set(all)].filter((writer) => writer !== undefined);
  }

  private of(resource: SymbolInfo): Uses {
    const known = this.uses.get(resource);
    const uses = known ?? { writer: undefined, readers: [] };
    if (!known) this.uses.set(resource, uses);
    return uses;
  }
}

const isRead = (name: string): boolean => name === "ReadVariableOp";

function resources(inputs: readonly SymbolInfo[]): SymbolInfo[] {
  return inputs.filter(({ dtype }) => dtype === DTYPES.resource);
}
