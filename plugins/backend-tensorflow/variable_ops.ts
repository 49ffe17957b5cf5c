import { type Attribute, ATTRIBUTE_TYPES } from "./binding/attribute.ts";

/** A name that has TensorFlow make a variable of its own each time, which ends with its last use. */
export const ANONYMOUS = "cd2c89b7-88b7-44c8-ad83-06c2a9158347";

/** Attributes of the ops on TensorFlow's variables. */
export const VARIABLE_OPS = {
  /** `VarHandleOp`. */
  make: (dtype: number, shape: readonly number[], name: string): Attribute[] => [
    { name: "dtype", type: ATTRIBUTE_TYPES.type, value: dtype },
    { name: "shape", type: ATTRIBUTE_TYPES.shape, value: [...shape] },
    { name: "container", type: ATTRIBUTE_TYPES.string, value: "" },
    { name: "shared_name", type: ATTRIBUTE_TYPES.string, value: name },
  ],
  /** `ReadVariableOp` and `AssignVariableOp`. */
  read: (dtype: number): Attribute[] => [{ name: "dtype", type: ATTRIBUTE_TYPES.type, value: dtype }],
};
