import { type Device, listDevices, newContext } from "./context.ts";
import type { Threads } from "./config_proto.ts";
import { Eager } from "./binding/eager.ts";
import { Handles } from "./binding/handles.ts";
import { newBinding, type SwitchableBinding } from "./binding/binding.ts";
import type { Library } from "./library.ts";
import { Status } from "./status.ts";
import { quietly } from "./provision/quietly.ts";
import type { TensorFlowC } from "./symbols/mod.ts";

/** An open TensorFlow context and all that hangs on it. */
export interface Session {
  readonly c: TensorFlowC;
  readonly status: Status;
  readonly context: Deno.PointerValue;
  readonly threads: Threads;
  readonly devices: readonly Device[];
  readonly handles: Handles;
  readonly eager: Eager;
  readonly binding: SwitchableBinding;
  /** What TensorFlow wrote to standard error while the context opened. */
  readonly log: string;
  /** Frees every handle and the context. */
  close(): void;
}

/** Opens a context on a library. @throws {TensorFlowError} */
export function openSession({ c, version }: Library, threads: Threads): Session {
  const status = new Status(c);
  const { value: context, log } = quietly(() => newContext(c, status, threads));
  const devices = listDevices(c, status, context);
  const handles = new Handles(c, status);
  const eager = new Eager(c, context, handles, status);
  const gpu = devices.some((device) => device.type === "GPU");
  return {
    c,
    status,
    context,
    threads,
    devices,
    handles,
    eager,
    binding: newBinding(handles, eager, version, gpu),
    log,
    close() {
      handles.deleteAll();
      c.TFE_DeleteContext(context);
      status.free();
    },
  };
}
