/** A line `key: value` or `key = value` of a header. */
export interface HeaderLine {
  /** What follows the key. */
  readonly value: string;
  /** Number of the line, from 1. */
  readonly line: number;
}

/** Longest header that is looked for, in bytes. */
const LONGEST = 2 ** 20;

/** The lines of a text header by key, with errors that name the line. */
export class HeaderLines {
  private readonly lines = new Map<string, HeaderLine>();

  /** Starts without lines. @param format Of the file, for messages. */
  constructor(readonly format: string) {}

  /** Keeps a line. @throws {SyntaxError} for a key that is there already. */
  add(key: string, value: string, line: number): void {
    const before = this.lines.get(key);
    if (before) throw this.error(`expected "${key}" once`, `it in lines ${before.line} and ${line}`);
    this.lines.set(key, { value, line });
  }

  /** The value of the first of some keys that is there. */
  text(...keys: string[]): string | undefined {
    return this.find(keys)?.value;
  }

  /** The numbers of a line, apart by spaces. @throws {SyntaxError} for another count, or what is no number. */
  numbers(count: number, ...keys: string[]): number[] | undefined {
    const text = this.text(...keys);
    if (text === undefined) return undefined;
    const numbers = text.split(/\s+/).map(parseNumber);
    if (numbers.length !== count || numbers.includes(undefined)) this.refuse(`${count} numbers`, ...keys);
    return numbers as number[];
  }

  /** The value of a key that has to be there. @throws {SyntaxError} */
  required(...keys: string[]): string {
    return this.text(...keys) ?? this.missing(keys);
  }

  /** The whole numbers of a line that has to be there, all from 1. @throws {SyntaxError} */
  counts(count: number, ...keys: string[]): number[] {
    const counts = this.numbers(count, ...keys) ?? this.missing(keys);
    const whole = counts.every((value) => Number.isSafeInteger(value) && value > 0);
    return whole ? counts : this.refuse("whole numbers from 1", ...keys);
  }

  /** Refuses the file for the line of a key. @throws {SyntaxError} */
  refuse(wanted: string, ...keys: string[]): never {
    const found = this.find(keys);
    if (!found) return this.missing(keys);
    throw this.error(`expected ${wanted} for "${keys[0]}" in line ${found.line}`, `"${found.value}"`);
  }

  private find(keys: readonly string[]): HeaderLine | undefined {
    const key = keys.find((key) => this.lines.has(key));
    return key === undefined ? undefined : this.lines.get(key);
  }

  private missing(keys: readonly string[]): never {
    throw this.error(`expected a line "${keys[0]}"`, "none");
  }

  private error(wanted: string, found: string): SyntaxError {
    return new SyntaxError(`Cannot decode the ${this.format} file: ${wanted}, found ${found}`);
  }
}

/** A finite number in decimal notation. */
export function parseNumber(text: string): number | undefined {
  const number = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** The lines at the start of a file one after another, each with the offset of what follows it. Bytes are read as Latin-1. */
export function* linesOf(bytes: Uint8Array): Generator<{ text: string; line: number; end: number }> {
  const head = bytes.subarray(0, LONGEST), latin1 = new TextDecoder("latin1");
  for (let start = 0, line = 1; start < head.length; line++) {
    const feed = head.indexOf(10, start), end = feed < 0 ? head.length : feed;
    yield { text: latin1.decode(head.subarray(start, end)).replace(/\r$/, ""), line, end: end + 1 };
    start = end + 1;
  }
}
