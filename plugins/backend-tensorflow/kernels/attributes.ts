import { type Attribute, ATTRIBUTE_TYPES } from "../binding/attribute.ts";
import { type DTypeName, DTYPES } from "../dtype.ts";

/** Attribute `name` that holds a dtype. */
export const type = (name: string, dtype: DTypeName): Attribute => (
  { name, type: ATTRIBUTE_TYPES.type, value: DTYPES[dtype] }
);
/** Attribute `name` that holds integers. */
export const ints = (name: string, value: number[]): Attribute => ({
  name,
  type: ATTRIBUTE_TYPES.int,
  value,
});
/** Attribute `name` that holds a number. */
export const float = (name: string, value: number): Attribute => ({
  name,
  type: ATTRIBUTE_TYPES.float,
  value,
});
/** Attribute `name` that holds a yes or no. */
export const bool = (name: string, value: boolean): Attribute => ({
  name,
  type: ATTRIBUTE_TYPES.bool,
  value,
});
/** Attribute `name` that holds text. */
export const string = (name: string, value: string): Attribute => ({
  name,
  type: ATTRIBUTE_TYPES.string,
  value,
});
/** Attribute `name` that holds an integer. */
export const int = (name: string, value: number): Attribute => ({
  name,
  type: ATTRIBUTE_TYPES.int,
  value,
});
/** Attribute `name` that holds texts. */
export const strings = (name: string, value: string[]): Attribute => ({
  name,
  type: ATTRIBUTE_TYPES.string,
  value,
});
/** Attribute `name` that holds sizes. */
export const shape = (name: string, value: number[]): Attribute => ({
  name,
  type: ATTRIBUTE_TYPES.shape,
  value,
});
