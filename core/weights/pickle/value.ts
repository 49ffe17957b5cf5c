/** A class or function that a pickle names; only ever a name. */
export class Global {
  /** `module.name`. */
  readonly path: string;
  /**
   * Keeps both parts.
   *
   * @param module As Python imports it.
   * @param name In that module.
   */
  constructor(readonly module: string, readonly name: string) {
    this.path = `${module}.${name}`;
  }
}

/** What a call of an allowed function stands for, where its value does not matter here. */
export class Opaque {
  /**
   * Keeps the name.
   *
   * @param path `module.name` of what was called.
   */
  constructor(readonly path: string) {}
}

/** What a pickle can hold: lists and tuples are arrays, dictionaries are maps, and what `Extra` adds. */
export type PickleValue<Extra = never> =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Global
  | Opaque
  | Extra
  | PickleValue<Extra>[]
  | Map<PickleValue<Extra>, PickleValue<Extra>>;

/** What names, calls and references in a pickle mean. A RangeError that one throws gets its place in the file. */
export interface PickleMeaning<Extra> {
  /** Whether `path` may be named at all. */
  allows(path: string): boolean;
  /** Value of `callable(...args)`; `undefined` refuses the call. */
  call(callable: Global, args: readonly PickleValue<Extra>[]): PickleValue<Extra> | undefined;
  /** What the persistent id stands for; `undefined` refuses it. */
  persistent(id: PickleValue<Extra>): PickleValue<Extra> | undefined;
}
