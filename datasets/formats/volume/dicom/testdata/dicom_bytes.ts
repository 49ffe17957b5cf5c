/** What a slice of the tests says; what is left out is as in `dicomBytes`. */
export interface SliceParts {
  syntax?: string;
  series?: string;
  description?: string;
  position?: string;
  orientation?: string;
  spacing?: string;
  frames?: string;
  samples?: number;
  photometric?: string;
  rows?: number;
  columns?: number;
  allocated?: number;
  stored?: number;
  high?: number;
  signed?: number;
  slope?: string;
  intercept?: string;
  pixels?: readonly number[] | null;
  /** Elements put in front of the pixels, byte by byte. */
  extra?: readonly number[];
}

type Element = [tag: number, kind: string, value: string | number | Uint8Array];

/** A CT slice of 3 x 2 pixels, byte by byte (PS3.5, PS3.10). */
export function dicomBytes(parts: SliceParts = {}): Uint8Array {
  const { syntax = "1.2.840.10008.1.2.1", allocated = 16, stored = 12, signed = 0 } = parts;
  const big = syntax.endsWith("1.2.2"), explicit = syntax !== "1.2.840.10008.1.2";
  const { pixels = [0, 1, 2, 3, 4, 5] } = parts;
  const elements: Element[] = [
    [0x00080060, "CS", "CT"],
    [0x0008103e, "LO", parts.description ?? "Thorax"],
    [0x00180050, "DS", "2.5"],
    [0x0020000e, "UI", parts.series ?? "1.2.3"],
    [0x00200032, "DS", parts.position ?? "10\\-20\\30"],
    [0x00200037, "DS", parts.orientation ?? "1\\0\\0\\0\\1\\0"],
    [0x00280002, "US", parts.samples ?? 1],
    [0x00280004, "CS", parts.photometric ?? "MONOCHROME2"],
    ...(parts.frames ? [[0x00280008, "IS", parts.frames] as Element] : []),
    [0x00280010, "US", parts.rows ?? 2],
    [0x00280011, "US", parts.columns ?? 3],
    [0x00280030, "DS", parts.spacing ?? "0.7\\0.9 "],
    [0x00280100, "US", allocated],
    [0x00280101, "US", stored],
    [0x00280102, "US", parts.high ?? stored - 1],
    [0x00280103, "US", signed],
    [0x00281052, "DS", parts.intercept ?? "-1024"],
    [0x00281053, "DS", parts.slope ?? "1"],
  ];
  const words = (pixels ?? []).flatMap((value) => {
    const [low, high] = [value & 255, value >> 8 & 255];
    return allocated === 8 ? [low] : big ? [high, low] : [low, high];
  });
  const meta = element([0x00020010, "UI", syntax], true, false);
  return Uint8Array.from([
    ...new Uint8Array(128),
    ...latin("DICM"),
    ...meta,
    ...elements.filter(([, , value]) => value !== "none").flatMap((e) => element(e, explicit, big)),
    ...parts.extra ?? [],
    ...pixels ? element([0x7fe00010, "OW", Uint8Array.from(words)], explicit, big) : [],
  ]);
}

function element([tag, kind, value]: Element, explicit: boolean, big: boolean): number[] {
  const number = (of: number, count: number) => {
    const bytes = Array.from({ length: count }, (_, i) => Math.floor(of / 256 ** i) & 255);
    return big ? bytes.reverse() : bytes;
  };
  const body = typeof value === "number"
    ? number(value, 2)
    : typeof value === "string"
    ? latin(value)
    : [...value];
  if (body.length % 2) body.push(kind === "UI" ? 0 : 32);
  const head = [...number(tag >>> 16, 2), ...number(tag & 0xffff, 2)];
  if (!explicit) return [...head, ...number(body.length, 4), ...body];
  const length = kind === "OW" ? [0, 0, ...number(body.length, 4)] : number(body.length, 2);
  return [...head, ...latin(kind), ...length, ...body];
}

function latin(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}
