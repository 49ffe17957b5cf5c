import type { ByteReader } from "../byte_reader.ts";
import { Global, Opaque, type PickleMeaning, type PickleValue } from "./value.ts";

/** The stack machine that a pickle is written for, without the part that runs code. */
export class PickleMachine<Extra> {
  /** Offset of the operation in hand. */
  start = 0;
  private stack: PickleValue<Extra>[] = [];
  private readonly marked: PickleValue<Extra>[][] = [];
  private readonly memo = new Map<number, PickleValue<Extra>>();

  /**
   * Starts empty.
   *
   * @param reader Where arguments of operations are read from.
   * @param meaning What names and calls stand for.
   */
  constructor(readonly reader: ByteReader, private readonly meaning: PickleMeaning<Extra>) {}

  /** Refuses the file for the operation in hand. */
  refuse(why: string): never {
    return this.reader.refuse(why, this.start);
  }

  /** Puts a value on the stack. */
  push(value: PickleValue<Extra>): void {
    this.stack.push(value);
  }

  /** Takes the last value off the stack. */
  pop(): PickleValue<Extra> {
    const value = this.stack.pop();
    return value === undefined ? this.refuse("found a pickle operation on an empty stack") : value;
  }

  /** The last value of the stack. */
  top(): PickleValue<Extra> {
    const value = this.stack.at(-1);
    return value === undefined ? this.refuse("found a pickle operation on an empty stack") : value;
  }

  /** Takes the last `count` values off the stack, in their order. */
  popSeveral(count: number): PickleValue<Extra>[] {
    if (count > this.stack.length) this.refuse("found a pickle operation on an empty stack");
    return this.stack.splice(this.stack.length - count, count);
  }

  /** Starts a group of values. */
  mark(): void {
    this.marked.push(this.stack);
    this.stack = [];
  }

  /** Ends the group and takes its values. */
  popGroup(): PickleValue<Extra>[] {
    const below = this.marked.pop();
    if (!below) return this.refuse("found the end of a group that never began");
    const group = this.stack;
    this.stack = below;
    return group;
  }

  /** Remembers the last value of the stack under a number, the next one unless given. */
  remember(index: number = this.memo.size): void {
    this.memo.set(index, this.top());
  }

  /** Puts what was remembered on the stack. */
  recall(index: number): void {
    const value = this.memo.get(index);
    this.push(
      value === undefined ? this.refuse(`found a reference to value ${index}, which is not there`) : value,
    );
  }

  /** Adds values to the list at the end of the stack. */
  append(values: readonly PickleValue<Extra>[]): void {
    const list = this.top();
    if (!Array.isArray(list)) return this.refuse("found values for something that is no list");
    for (const value of values) list.push(value);
  }

  /** Adds keys and values, one after the other, to the dictionary at the end of the stack. */
  assign(entries: readonly PickleValue<Extra>[]): void {
    const map = this.top();
    if (map instanceof Opaque) return; // a Namespace and its like: what is in it is not looked at
    if (!(map instanceof Map)) return this.refuse("found entries for something that is no dictionary");
    if (entries.length % 2 === 1) this.refuse("found a key without a value");
    for (let i = 0; i < entries.length; i += 2) map.set(entries[i], entries[i + 1]);
  }

  /** Puts a name on the stack. */
  global(module: PickleValue<Extra>, name: PickleValue<Extra>): void {
    if (typeof module !== "string" || typeof name !== "string") this.refuse("found a name that is no text");
    const global = new Global(module, name);
    if (!this.meaning.allows(global.path)) {
      const whole = /^(torch\.nn\.|__torch__|__main__)/.test(global.path);
      this.refuse(
        `found ${global.path} named in the pickle, allowed are tensors and plain data (nothing was run)` +
          (whole ? "; a whole module was saved: save its state_dict() instead," : ","),
      );
    }
    this.push(global);
  }

  /** Puts what a call of a name stands for on the stack. */
  call(callable: PickleValue<Extra>, args: PickleValue<Extra>): void {
    if (!(callable instanceof Global)) return this.refuse("found a call of something that is no function");
    if (!Array.isArray(args)) return this.refuse(`found a call of ${callable.path} without arguments`);
    const value = this.meant(() => this.meaning.call(callable, args));
    if (value === undefined) {
      this.refuse(`found a call of ${callable.path} with arguments that it does not take`);
    }
    this.push(value);
  }

  /** Puts what a persistent id stands for on the stack. */
  persistent(id: PickleValue<Extra>): void {
    const value = this.meant(() => this.meaning.persistent(id));
    this.push(value === undefined ? this.refuse("found a reference that is no storage") : value);
  }

  /** Gives what is refused as out of range its place. */
  private meant<T>(find: () => T): T {
    try {
      return find();
    } catch (error) {
      if (error instanceof RangeError) return this.refuse(error.message);
      throw error;
    }
  }

  /** The one value that is left. */
  result(): PickleValue<Extra> {
    if (this.marked.length > 0 || this.stack.length !== 1) {
      this.refuse(`found the end of the pickle with ${this.stack.length} values left, wanted 1`);
    }
    return this.stack[0];
  }
}
