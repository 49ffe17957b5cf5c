import type { NiftiHeader } from "../volume.ts";
import { type FieldName, type FieldType, type Layout, LAYOUTS } from "./layout.ts";

const WIDTHS: Readonly<Record<FieldType, number>> = { u8: 1, i8: 1, i16: 2, i32: 4, i64: 8, f32: 4, f64: 8 };

/** Reads and writes the fields of a header in its own order of bytes. */
export class HeaderFields {
  /** Where its fields are. */
  readonly layout: Layout;
  private readonly view: DataView;
  private readonly littleEndian: boolean;

  /** Works on the bytes of `header`, which `set` changes. */
  constructor({ version, bytes, littleEndian }: Pick<NiftiHeader, "version" | "bytes" | "littleEndian">) {
    this.layout = LAYOUTS[version];
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.littleEndian = littleEndian;
  }

  /** Value number `index` of a field. */
  get(name: FieldName, index = 0): number {
    const at = this.place(name, index);
    switch (this.layout.fields[name].type) {
      case "u8":
        return this.view.getUint8(at);
      case "i8":
        return this.view.getInt8(at);
      case "i16":
        return this.view.getInt16(at, this.littleEndian);
      case "i32":
        return this.view.getInt32(at, this.littleEndian);
      case "i64":
        return Number(this.view.getBigInt64(at, this.littleEndian));
      case "f32":
        return this.view.getFloat32(at, this.littleEndian);
      case "f64":
        return this.view.getFloat64(at, this.littleEndian);
    }
  }

  /** All values of a field. */
  all(name: FieldName): number[] {
    return Array.from({ length: this.layout.fields[name].count }, (_, i) => this.get(name, i));
  }

  /** Writes the values of a field, from its first one. @throws {RangeError} for a value that the field cannot hold. */
  set(name: FieldName, ...values: number[]): void {
    values.forEach((value, i) => {
      const at = this.place(name, i), { type } = this.layout.fields[name];
      const bits = 8 * WIDTHS[type];
      if (type[0] === "i" && !(Number.isSafeInteger(value) && Math.abs(value) < 2 ** (bits - 1))) {
        throw new RangeError(
          `Cannot write the NIfTI header: ${name} has no room for ${value} in ${bits} bits`,
        );
      }
      if (type === "i64") this.view.setBigInt64(at, BigInt(value), this.littleEndian);
      else if (type === "i32") this.view.setInt32(at, value, this.littleEndian);
      else if (type === "i16") this.view.setInt16(at, value, this.littleEndian);
      else if (type === "f64") this.view.setFloat64(at, value, this.littleEndian);
      else if (type === "f32") this.view.setFloat32(at, value, this.littleEndian);
      else this.view.setUint8(at, value);
    });
  }

  /** Offset of value number `index` of a field. */
  place(name: FieldName, index = 0): number {
    const { at, type } = this.layout.fields[name];
    return at + index * WIDTHS[type];
  }
}
