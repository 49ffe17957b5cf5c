import { configProto, type Threads } from "./config_proto.ts";
import type { Status } from "./status.ts";
import type { TensorFlowC } from "./symbols/mod.ts";

/** A processor that TensorFlow can use. */
export interface Device {
  /** TensorFlow's name, as `/job:localhost/replica:0/task:0/device:GPU:0`. */
  readonly name: string;
  /** `CPU` or `GPU`. */
  readonly type: string;
  /** Memory in bytes that TensorFlow may use; for a CPU a nominal figure. */
  readonly memory: number;
}

/**
 * Opens an eager context. Ops run on the first device that has a kernel for them, so on a GPU where there is one.
 *
 * @throws {TensorFlowError}
 */
export function newContext(c: TensorFlowC, status: Status, threads: Threads): Deno.PointerObject {
  const options = c.TFE_NewContextOptions();
  try {
    const config = configProto(threads);
    c.TFE_ContextOptionsSetConfig(options, config, BigInt(config.length), status.pointer);
    status.check("Configuring TensorFlow");
    const context = c.TFE_NewContext(options, status.pointer);
    status.check("Opening a TensorFlow context");
    return context!;
  } finally {
    c.TFE_DeleteContextOptions(options);
  }
}

/** Lists the devices of a context. @throws {TensorFlowError} */
export function listDevices(c: TensorFlowC, status: Status, context: Deno.PointerValue): Device[] {
  const list = c.TFE_ContextListDevices(context, status.pointer);
  status.check("Listing devices");
  try {
    return Array.from({ length: c.TF_DeviceListCount(list) }, (_, i) => {
      const device = {
        name: Deno.UnsafePointerView.getCString(c.TF_DeviceListName(list, i, status.pointer)!),
        type: Deno.UnsafePointerView.getCString(c.TF_DeviceListType(list, i, status.pointer)!),
        memory: Number(c.TF_DeviceListMemoryBytes(list, i, status.pointer)),
      };
      status.check("Listing devices");
      return device;
    });
  } finally {
    c.TF_DeleteDeviceList(list);
  }
}
