import type { Target } from "./platform.ts";

/** An official archive of TensorFlow's C library. */
export interface Archive {
  /** TensorFlow's version. */
  readonly version: string;
  /** What it computes on. */
  readonly variant: "cpu" | "gpu";
  /** Path under the base address. */
  readonly path: string;
}

/** A Python wheel that holds the library. */
export interface Wheel {
  /** TensorFlow's version. */
  readonly version: string;
  /** What pip is asked for. */
  readonly requirement: string;
  /** pip's `--platform`. */
  readonly platform: string;
  /** Length of the file. */
  readonly bytes: number;
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
  /** The two members that are taken; the first finds the second beside it. */
  readonly members: readonly string[];
}

/** Where the official archives lie (https://www.tensorflow.org/install/lang_c). */
export const ARCHIVES = "https://storage.googleapis.com/tensorflow/versions";

/** The official archive for a machine, or null where none is published. */
export function archiveFor({ os, arch }: Target, gpu: boolean): Archive | null {
  const variant = gpu && os === "linux" ? "gpu" : "cpu";
  const made = (version: string, platform: string, extension: string): Archive => ({
    version,
    variant,
    path: `${version}/libtensorflow-${variant}-${platform}.${extension}`,
  });
  switch (`${os}-${arch}`) {
    case "linux-x86_64":
      return made("2.18.1", "linux-x86_64", "tar.gz");
    case "darwin-aarch64":
      return made("2.18.1", "darwin-arm64", "tar.gz");
    case "darwin-x86_64":
      // The last release for Intel Macs.
      return made("2.16.2", "darwin-x86_64", "tar.gz");
    case "windows-x86_64":
      return made("2.18.1", "windows-x86_64", "zip");
    default:
      return null;
  }
}

const LINUX_MEMBERS = ["tensorflow/libtensorflow_cc.so.2", "tensorflow/libtensorflow_framework.so.2"];
const MAC_MEMBERS = ["tensorflow/libtensorflow_cc.2.dylib", "tensorflow/libtensorflow_framework.2.dylib"];

/** The wheel for a machine, or null where none holds a library that stands alone (on Windows it wants python312.dll). */
export function wheelFor({ os, arch }: Target): Wheel | null {
  const version = "2.21.0";
  switch (`${os}-${arch}`) {
    case "linux-x86_64":
      return {
        version,
        requirement: `tensorflow-cpu==${version}`,
        platform: "manylinux_2_27_x86_64",
        bytes: 274_000_871,
        sha256: "dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb",
        members: LINUX_MEMBERS,
      };
    case "linux-aarch64":
      return {
        version,
        requirement: `tensorflow==${version}`,
        platform: "manylinux_2_27_aarch64",
        bytes: 281_946_471,
        sha256: "b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552",
        members: LINUX_MEMBERS,
      };
    case "darwin-aarch64":
      return {
        version,
        requirement: `tensorflow==${version}`,
        platform: "macosx_12_0_arm64",
        bytes: 223_488_205,
        sha256: "56ecd7d47429acbe1df2694d50b75bf9fc3995ac92cb367cd9af6c4780ead712",
        members: MAC_MEMBERS,
      };
    default:
      return null;
  }
}
