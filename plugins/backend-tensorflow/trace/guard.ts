import { tf } from "@dragsaw/core/tensor";
import { refusal } from "./refusal.ts";

/** tfjs ops that draw numbers in JavaScript or from a generator with a state, and what is called through them. */
const RANDOM: ReadonlySet<string> = new Set([
  "multinomial",
  "rand",
  "randomGamma",
  "randomNormal",
  "randomUniform",
  "truncatedNormal",
]);

/** TensorFlow ops with a state of their own, of which tfjs uses Multinomial. */
const STATEFUL = /^(Random|Multinomial|TruncatedNormal|ParameterizedTruncatedNormal)/;

/** What tfjs puts behind the name of an op to name its scope. */
const SUFFIX = "__op";

/**
 * Has tfjs refuse, while `work` traces a function, what would happen once and not at each call: drawing numbers and making
 * variables. Other numbers of JavaScript's become constants; nobody can tell where they are from.
 *
 * @throws {TypeError} with the place in the traced function.
 */
export function guarded<R>(work: () => R): R {
  const engine = tf.engine(), { startScope, makeVariable } = engine;
  engine.startScope = (name) => {
    if (name?.endsWith(SUFFIX) && RANDOM.has(withoutSuffix(name))) throw drawing(name);
    return startScope.call(engine, name);
  };
  engine.makeVariable = (_value, _trainable, name) => {
    const found = name === undefined ? "" : ` "${name}"`;
    throw refusal(`Making a variable${found}`, "make it before (an optimizer's slots too)");
  };
  try {
    return work();
  } finally {
    Object.assign(engine, { startScope, makeVariable });
  }
}

/** Refuses a TensorFlow op that draws numbers by a state. @throws {TypeError} */
export function refuseStateful(op: string): void {
  if (STATEFUL.test(op)) throw repeating(`Running ${op}`);
}

/** `tf.dropout` draws through `tf.randomUniform`: the outer one is what the user knows of. */
function drawing(scope: string): TypeError {
  const outer = tf.engine().state.activeScope?.name;
  return repeating(`Calling tf.${withoutSuffix(outer?.endsWith(SUFFIX) ? outer : scope)}`);
}

function repeating(action: string): TypeError {
  return refusal(
    action,
    "it would give the same numbers at each call; " +
      "draw them with uniform(shape, key) of @dragsaw/core/tensor, and take the key as an input",
  );
}

const withoutSuffix = (scope: string): string => scope.slice(0, -SUFFIX.length);
