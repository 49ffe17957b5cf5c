import { pin } from "../pin.ts";

/** An NVIDIA GPU as the driver describes it. */
export interface Gpu {
  /** Product name. */
  readonly name: string;
  /** Bytes. */
  readonly memory: number;
}

/** What the NVIDIA driver says, or why it does not. */
export type NvidiaReport =
  | { readonly ok: true; readonly driver: string; readonly gpus: readonly Gpu[] }
  | { readonly ok: false; readonly reason: string };

const CUDA = { cuInit: { parameters: ["u32"], result: "i32" } } as const;

const NVML = {
  nvmlInit_v2: { parameters: [], result: "i32" },
  nvmlShutdown: { parameters: [], result: "i32" },
  nvmlSystemGetDriverVersion: { parameters: ["buffer", "u32"], result: "i32" },
  nvmlDeviceGetCount_v2: { parameters: ["buffer"], result: "i32" },
  nvmlDeviceGetHandleByIndex_v2: { parameters: ["u32", "buffer"], result: "i32" },
  nvmlDeviceGetName: { parameters: ["pointer", "buffer", "u32"], result: "i32" },
  nvmlDeviceGetMemoryInfo: { parameters: ["pointer", "buffer"], result: "i32" },
} as const;

/** Whether an NVIDIA driver is there and initialises (cuInit). /proc is not asked: Deno opens it to `--allow-all` only. */
export function nvidiaAnswers(os: string = Deno.build.os): boolean {
  if (os === "darwin") return false;
  try {
    const file = os === "windows" ? "nvcuda.dll" : "libcuda.so.1";
    const library = Deno.dlopen(file, CUDA);
    // The driver starts threads of its own, and TensorFlow opens it again.
    pin(file);
    try {
      return library.symbols.cuInit(0) === 0;
    } finally {
      library.close();
    }
  } catch {
    return false;
  }
}

/** Driver version and GPUs from NVIDIA's management library. */
export function nvidiaReport(os: string = Deno.build.os): NvidiaReport {
  if (os === "darwin") return { ok: false, reason: "macOS has no NVIDIA driver" };
  let library: Deno.DynamicLibrary<typeof NVML>;
  try {
    library = Deno.dlopen(os === "windows" ? "nvml.dll" : "libnvidia-ml.so.1", NVML);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, reason: `no NVIDIA driver: ${message.replace(/^(Could not open library: )+/, "")}` };
  }
  const nvml = library.symbols;
  const status = nvml.nvmlInit_v2();
  if (status !== 0) {
    library.close();
    return { ok: false, reason: `the NVIDIA driver does not answer (nvmlInit gives ${status})` };
  }
  try {
    const text = new Uint8Array(96);
    nvml.nvmlSystemGetDriverVersion(text, text.length);
    const driver = cString(text);
    const count = new Uint32Array(1);
    nvml.nvmlDeviceGetCount_v2(count);
    return { ok: true, driver, gpus: Array.from({ length: count[0] }, (_, index) => describe(nvml, index)) };
  } finally {
    nvml.nvmlShutdown();
    library.close();
  }
}

function describe(nvml: Deno.DynamicLibrary<typeof NVML>["symbols"], index: number): Gpu {
  const handle = new BigUint64Array(1);
  if (nvml.nvmlDeviceGetHandleByIndex_v2(index, handle) !== 0) return { name: `GPU ${index}`, memory: 0 };
  const device = Deno.UnsafePointer.create(handle[0]);
  const name = new Uint8Array(96);
  nvml.nvmlDeviceGetName(device, name, name.length);
  // nvmlMemory_t: total, free, used.
  const memory = new BigUint64Array(3);
  nvml.nvmlDeviceGetMemoryInfo(device, memory);
  return { name: cString(name), memory: Number(memory[0]) };
}

function cString(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, Math.max(bytes.indexOf(0), 0)));
}
