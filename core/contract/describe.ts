/** What the contracts look at in a tensor: this module loads no tensor library. */
export interface TensorLike {
  /** Sizes of the axes. */
  readonly shape: readonly number[];
  /** Kind of value. */
  readonly dtype: string;
}

/** Whether something is a tensor of whichever copy of tfjs. */
export function isTensor(value: unknown): value is TensorLike {
  return isObject(value) && Array.isArray(value.shape) && typeof value.dtype === "string" &&
    typeof value.dataSync === "function";
}

/** Whether something has members. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Whether something is a list of texts. */
export function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** A value in few words, for messages: `a promise`, `a float32 tensor of shape [2, 3]`, `an object with the keys a, b`. */
export function describe(value: unknown): string {
  if (value === undefined || value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number" || typeof value === "bigint") return `the number ${value}`;
  if (typeof value === "string") return `the text ${JSON.stringify(value)}`;
  if (typeof value === "function") return /^class\b/.test(String(value)) ? "a class" : "a function";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isTensor(value)) return `a ${value.dtype} tensor of shape [${value.shape.join(", ")}]`;
  if (!isObject(value)) return `a ${typeof value}`;
  if (typeof value.then === "function") return "a promise";
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name} of ${value.byteLength} bytes`;
  const keys = Object.keys(value);
  if (keys.length === 0) return "an object without keys";
  const shown = keys.slice(0, 6).join(", ");
  return `an object with the keys ${shown}${keys.length > 6 ? " ..." : ""}`;
}
