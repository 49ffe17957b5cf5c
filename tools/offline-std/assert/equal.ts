/** Deep equality as in `jsr:@std/assert`: same constructor, same own keys, NaN equals NaN, 0 equals -0. */
export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return false;
  if (constructorOf(a) !== constructorOf(b)) return false;
  if (a instanceof Date && b instanceof Date) return Object.is(a.getTime(), b.getTime());
  if ((a instanceof RegExp && b instanceof RegExp) || (a instanceof URL && b instanceof URL)) {
    return String(a) === String(b);
  }
  if (a instanceof ArrayBuffer && b instanceof ArrayBuffer) {
    return equal(new Uint8Array(a), new Uint8Array(b));
  }
  if (ArrayBuffer.isView(a) && !(a instanceof DataView)) return sameItems(a as Uint8Array, b as Uint8Array);
  if (a instanceof Map && b instanceof Map) return sameEntries(a, b);
  if (a instanceof Set && b instanceof Set) {
    return a.size === b.size && [...a].every((x) => b.has(x) || [...b].some((y) => equal(x, y)));
  }
  const keys = Reflect.ownKeys(a), others = Reflect.ownKeys(b);
  return keys.length === others.length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(Reflect.get(a, key), Reflect.get(b, key)));
}

function constructorOf(value: object): unknown {
  return value.constructor ?? Object;
}

/** Typed arrays are compared in one loop: the goldens hold many thousands of numbers. */
function sameItems(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i] && !Object.is(a[i], b[i])) return false;
  return true;
}

function sameEntries(a: Map<unknown, unknown>, b: Map<unknown, unknown>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.has(key) && equal(value, b.get(key)));
}
