import type { Variable } from "@dragsaw/core/tensor";
import { type DTypeName, DTYPES } from "../dtype.ts";
import type { NodeBackend } from "../node_backend.ts";
import type { Session } from "../session.ts";
import { ANONYMOUS, VARIABLE_OPS } from "../variable_ops.ts";

/** A variable of TensorFlow's that holds the value of a tfjs variable. */
interface Home {
  readonly variable: Variable;
  /** Number of the handle on it. */
  readonly resource: number;
}

/**
 * Values of tfjs variables that traced functions use live in variables of TensorFlow's own, so that updates happen in place.
 * What tfjs has of them is a tensor that is read when somebody asks for it.
 */
export class Residents {
  /** By the number of the tensor that stands for the value. */
  private readonly homes = new Map<number, Home>();

  /** @param session Where they live. @param node Their tensors. */
  constructor(private readonly session: Session, private readonly node: NodeBackend) {}

  /** TensorFlow's variable with the value that `variable` has now. @returns Number of its handle. */
  enter(variable: Variable): number {
    const { eager, handles } = this.session;
    const [id] = this.node.getInputTensorIds([variable]);
    const home = this.homes.get(id);
    // Somebody else holds this value: it is read now, for an update would change it.
    if (home && this.node.refCount(variable.dataId) > 1) handles.pointer(id);
    if (home?.variable === variable) return home.resource;
    const dtype = DTYPES[variable.dtype as DTypeName];
    const make = VARIABLE_OPS.make(dtype, variable.shape, ANONYMOUS);
    const [{ id: resource }] = eager.execute("VarHandleOp", make, [], 1);
    eager.execute("AssignVariableOp", VARIABLE_OPS.read(dtype), [resource, id], 0);
    this.stand({ variable, resource });
    return resource;
  }

  /** Gives `variable` the value that TensorFlow's variable has after a call. */
  renew(variable: Variable): void {
    const [id] = this.node.getInputTensorIds([variable]);
    const home = this.homes.get(id)!;
    this.homes.delete(id);
    this.stand(home);
  }

  /** A new tensor that stands for what TensorFlow's variable holds. */
  private stand(home: Home): void {
    const { eager, handles } = this.session;
    const { variable, resource } = home;
    const dtype = DTYPES[variable.dtype as DTypeName];
    const metadata = handles.adoptLate(variable.shape, dtype, {
      make() {
        const [{ id }] = eager.execute("ReadVariableOp", VARIABLE_OPS.read(dtype), [resource], 1);
        return handles.release(id);
      },
      gone: () => {
        if (this.homes.delete(metadata.id)) handles.delete(resource);
      },
    });
    this.homes.set(metadata.id, home);
    const tensor = this.node.createOutputTensor(metadata);
    variable.assign(tensor);
    tensor.dispose();
  }
}
