import { stream } from "@dragsaw/core/data";
import { tf } from "@dragsaw/core/tensor";
import type { Job, Precision } from "../job.ts";
import type { Work } from "./work.ts";

/** What is used of the TensorFlow backend beneath tfjs, which knows no bfloat16. */
interface Beneath {
  readonly binding: {
    executeOp(
      name: string,
      attributes: readonly Attribute[],
      inputs: readonly number[],
      outputs: number,
    ): { readonly id: number }[];
    deleteTensor(id: number): void;
    readonly TF_ATTR_TYPE: number;
    readonly TF_ATTR_BOOL: number;
  };
  getInputTensorIds(tensors: readonly tf.TensorInfo[]): number[];
}

interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | boolean;
}

/** TensorFlow's numbers of dtypes. */
const DTYPES: Readonly<Record<Precision, number>> = { float32: 1, bfloat16: 14 };

/** A product of two square matrices, in the job's precision. Its value is always 0: reading it would cost more than a product. */
export function buildProduct({ size: [rows, columns], precision }: Job): Work {
  const backend = tf.backend() as unknown as Beneath, { binding } = backend;
  const type = (name: string, precision: Precision): Attribute => (
    { name, type: binding.TF_ATTR_TYPE, value: DTYPES[precision] }
  );
  const flag = (name: string): Attribute => ({ name, type: binding.TF_ATTR_BOOL, value: false });
  const random = stream("bench", "product");
  const [a, b] = [0, 1].map(() => {
    const values = Float32Array.from({ length: rows * columns }, () => random.normal());
    const [id] = backend.getInputTensorIds([tf.tensor2d(values, [rows, columns])]);
    return binding.executeOp("Cast", [type("SrcT", "float32"), type("DstT", precision)], [id], 1)[0].id;
  });
  const attributes = [flag("transpose_a"), flag("transpose_b"), type("T", precision)];
  return {
    parameters: 0,
    step() {
      binding.deleteTensor(binding.executeOp("MatMul", attributes, [a, b], 1)[0].id);
      return Promise.resolve(0);
    },
  };
}
