import { flipLps, type Triple, type VoxelType } from "@dragsaw/core/volume";
import { HeaderLines, linesOf, parseNumber } from "./header_lines.ts";
import type { StoredVoxels } from "./stored_voxels.ts";

/** A NRRD header, and where its voxels are. */
export interface NrrdHeader extends StoredVoxels {
  /** Offset of what follows the header. */
  readonly end: number;
  /** Name of the file with the voxels; absent where they follow the header. */
  readonly file?: string;
}

/** Where an axis of the file lies in space, or that it does not. */
type Axis = readonly number[] | undefined;

const TYPES: Readonly<Record<VoxelType, RegExp>> = {
  int8: /^(signed char|int8|int8_t)$/,
  uint8: /^(uchar|unsigned char|uint8|uint8_t)$/,
  int16: /^((signed )?short( int)?|int16|int16_t)$/,
  uint16: /^(ushort|unsigned short( int)?|uint16|uint16_t)$/,
  int32: /^((signed )?int|int32|int32_t)$/,
  uint32: /^(uint|unsigned int|uint32|uint32_t)$/,
  int64: /^(longlong|(signed )?long long( int)?|int64|int64_t)$/,
  uint64: /^(ulonglong|unsigned long long( int)?|uint64|uint64_t)$/,
  float32: /^float$/,
  float64: /^double$/,
};

/** Signs that bring x and y of a space into RAS; none where the file does not say, which ITK takes for LPS. */
const SPACES: Readonly<Record<string, "LPS" | "LAS" | "RAS">> = {
  "left-posterior-superior": "LPS",
  "lps": "LPS",
  "left-anterior-superior": "LAS",
  "las": "LAS",
  "right-anterior-superior": "RAS",
  "ras": "RAS",
};

/**
 * Reads a NRRD header (teem.sourceforge.net/nrrd/format.html, versions 1 to 5).
 *
 * @throws {SyntaxError} naming the line, what was found and what was wanted.
 */
export function readNrrdHeader(bytes: Uint8Array, note?: (text: string) => void): NrrdHeader {
  const { lines, end } = readLines(bytes);
  const axes = readAxes(lines);
  const encoding = lines.required("encoding").toLowerCase();
  if (!/^(raw|gz|gzip)$/.test(encoding)) lines.refuse("raw or gzip", "encoding");
  if (Number(lines.text("line skip", "lineskip") ?? 0) !== 0) lines.refuse("0", "line skip", "lineskip");
  const [skip] = lines.numbers(1, "byte skip", "byteskip") ?? [0];
  if (!Number.isSafeInteger(skip) || skip < -1) lines.refuse("-1, 0 or more", "byte skip", "byteskip");
  const file = lines.text("data file", "datafile");
  return {
    ...axes,
    ...readType(lines),
    affine: readAffine(lines, axes.directions, note),
    packing: encoding === "raw" ? "none" : "gzip",
    skip,
    end,
    ...file !== undefined && { file },
  };
}

function readLines(bytes: Uint8Array): { lines: HeaderLines; end: number } {
  const lines = new HeaderLines("NRRD");
  for (const { text, line, end } of linesOf(bytes)) {
    if (line === 1) {
      if (/^NRRD000[1-5]$/.test(text)) continue;
      const start = JSON.stringify(text.slice(0, 20));
      throw new SyntaxError(
        `Cannot decode the NRRD file: expected "NRRD0001" to "NRRD0005" in line 1, found ${start}`,
      );
    }
    if (text === "") return { lines, end };
    if (text.startsWith("#") || /^[^:]*:=/.test(text)) continue;
    const field = /^([^:]+): ?(.*)$/.exec(text);
    if (!field) {
      throw new SyntaxError(
        `Cannot decode the NRRD file: expected "field: value" in line ${line}, found "${text.slice(0, 40)}"`,
      );
    }
    lines.add(field[1].toLowerCase(), field[2].trim(), line);
  }
  // A header of its own may end without an empty line
  if (lines.text("data file", "datafile") !== undefined) return { lines, end: bytes.length };
  throw new SyntaxError(
    "Cannot decode the NRRD file: expected an empty line after the header, found the end",
  );
}

function readType(lines: HeaderLines): Pick<StoredVoxels, "type" | "littleEndian"> {
  const name = lines.required("type").toLowerCase();
  const type = (Object.keys(TYPES) as VoxelType[]).find((type) => TYPES[type].test(name)) ??
    lines.refuse("a type of numbers", "type");
  const endian = lines.text("endian")?.toLowerCase();
  if (endian === undefined && /8$/.test(type)) return { type, littleEndian: true };
  if (endian !== "little" && endian !== "big") lines.refuse("little or big", "endian");
  return { type, littleEndian: endian === "little" };
}

/** Sizes of up to three axes in space, and of one more that holds channels. */
function readAxes(
  lines: HeaderLines,
): Pick<StoredVoxels, "size" | "channels" | "interleaved"> & { directions: Axis[] } {
  const [dimension] = lines.counts(1, "dimension");
  if (dimension > 4) lines.refuse("1 to 4", "dimension");
  const sizes = lines.counts(dimension, "sizes");
  const directions = readDirections(lines, dimension);
  const spatial = sizes.filter((_, i) => directions[i]), others = sizes.filter((_, i) => !directions[i]);
  const outside = directions.findIndex((axis) => !axis);
  if (others.length > 1 || spatial.length > 3 || outside > 0 && outside < dimension - 1) {
    lines.refuse("up to three axes in space and at most one other, as the first or the last", "sizes");
  }
  const size: Triple = [spatial[0] ?? 1, spatial[1] ?? 1, spatial[2] ?? 1];
  const inSpace = directions.filter((axis) => axis);
  return { size, channels: others[0] ?? 1, interleaved: outside === 0, directions: inSpace };
}

/** The direction of every axis, its length the spacing; undefined for one that is not in space. */
function readDirections(lines: HeaderLines, dimension: number): Axis[] {
  const text = lines.text("space directions");
  if (text !== undefined) {
    const axes = text.match(/none|\([^)]*\)/gi) ?? [];
    if (axes.length !== dimension) lines.refuse(`${dimension} vectors or "none"`, "space directions");
    return axes.map((axis) => /none/i.test(axis) ? undefined : readVector(lines, axis, "space directions"));
  }
  const kinds = lines.text("kinds")?.toLowerCase().split(/\s+/) ?? [];
  const spacings = lines.text("spacings")?.split(/\s+/) ?? [];
  let next = 0;
  return Array.from({ length: dimension }, (_, i) => {
    const isChannel = kinds[i] ? !/^(domain|space|\?\?\?)$/.test(kinds[i]) : dimension === 4 && i === 3;
    if (isChannel) return undefined;
    const spacing = parseNumber(spacings[i] ?? "1") ?? lines.refuse("numbers", "spacings");
    const axis = next++;
    return [0, 1, 2].map((world) => world === axis ? spacing : 0);
  });
}

function readVector(lines: HeaderLines, text: string, key: string): number[] {
  const numbers = text.slice(1, -1).split(",").map((part) => parseNumber(part.trim()));
  if (numbers.length < 1 || numbers.length > 3 || numbers.includes(undefined)) {
    lines.refuse("vectors of up to 3 numbers", key);
  }
  return [0, 1, 2].map((i) => numbers[i] ?? 0);
}

function readAffine(
  lines: HeaderLines,
  directions: readonly Axis[],
  note?: (text: string) => void,
): number[] {
  const units = lines.text("space units", "units");
  if (units && !/^(("mm"|"millimeters?"|""|"\?+"|none|\?+)\s*)*$/i.test(units)) {
    lines.refuse('"mm"', "space units", "units");
  }
  const name = lines.text("space")?.toLowerCase();
  const space = name === undefined ? "LPS" : SPACES[name] ?? lines.refuse("LPS, LAS or RAS", "space");
  if (name === undefined) note?.("the header names no space: taken for left-posterior-superior, as ITK does");
  const origin = lines.text("space origin"), zero = [0, 0, 0];
  const start = origin === undefined ? zero : readVector(lines, origin, "space origin");
  // Axes that a picture lacks stand at right angles to those it has
  const axes = [0, 1, 2].map((i) => directions[i] ?? zero.map((_, world) => world === i ? 1 : 0));
  const affine = zero.flatMap((_, world) => [...axes.map((axis) => axis[world]), start[world]]);
  if (space === "RAS") return affine;
  return space === "LPS" ? flipLps(affine) : affine.map((value, i) => i < 4 ? 0 - value : value);
}
