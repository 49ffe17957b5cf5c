/** Where a value of a range stands on a picture, and the round numbers between the ends. */
export interface Scale {
  /** Lower end of the range. */
  readonly low: number;
  /** Upper end. */
  readonly high: number;
  /** Round numbers in the range, rising. */
  readonly ticks: readonly number[];
  /** A tick as people read it. */
  label(tick: number): string;
  /** Place of a value. */
  at(value: number): number;
}

/** How a {@linkcode scale} is made. */
export interface ScaleOptions {
  /** Places of both ends. */
  readonly places: readonly [number, number];
  /** About how many ticks. */
  readonly count?: number;
  /** Ends as given, not rounded to ticks. */
  readonly exact?: boolean;
}

/** A linear scale over at least `least` to `most`, its ticks 1, 2 or 5 times a power of ten apart. */
export function scale(
  least: number,
  most: number,
  { places, count = 4, exact = false }: ScaleOptions,
): Scale {
  const raw = (most - least || Math.abs(most) || 1) / count, power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= raw * 0.999) ?? 10);
  const first = Math.floor(least / step + 1e-9), last = Math.max(first + 1, Math.ceil(most / step - 1e-9));
  const [low, high] = exact && most > least ? [least, most] : [first * step, last * step];
  const all = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  const [from, to] = places;
  return {
    low,
    high,
    ticks: all.filter((tick) => tick >= low - step * 1e-6 && tick <= high + step * 1e-6),
    label: (tick) => tickLabel(tick, step),
    at: (value) => from + (to - from) * (value - low) / (high - low),
  };
}

/** As many decimals as the step has; thousands as `k`; powers of ten below a thousandth. */
function tickLabel(tick: number, step: number): string {
  if (Math.abs(tick) < step * 1e-6) return "0";
  if (step < 1e-4) {
    const exponent = Math.floor(Math.log10(Math.abs(tick)) + 1e-9);
    return `${minus(Number((tick / 10 ** exponent).toPrecision(3)))}e${minus(exponent)}`;
  }
  if (step >= 1000) return `${minus(Number((tick / 1000).toPrecision(6)))}k`;
  return minus(tick.toFixed(Math.max(0, -Math.floor(Math.log10(step) + 1e-9))));
}

/** A number with a true minus sign. */
export function minus(value: number | string): string {
  return String(value).replace("-", "−");
}

/** A place on a picture, with a tenth of a pixel. */
export function place(value: number): string {
  return String(Math.round(value * 10) / 10);
}
