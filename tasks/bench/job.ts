import type { Precision } from "@dragsaw/core/tensor";

export type { Precision };

/** All precisions, the usual one first. */
export const PRECISIONS: readonly Precision[] = ["float32", "bfloat16"];

/** What is computed: a training step of a network, or a product of two square matrices. */
export type Network = "unet2d" | "full" | "unet3d" | "product";

/** What a child process is asked to build. Our children and PyTorch's are given the same. */
export interface Job {
  /** What a step computes. */
  readonly network: Network;
  /** Images in a step. */
  readonly batch: number;
  /** Height and width, or depth, height and width, or rows and columns. */
  readonly size: readonly number[];
  /** Asked of both sides. */
  readonly precision: Precision;
  /** Threads of an op. */
  readonly threads: number;
  /** How PyTorch lays out images and weights. */
  readonly layout?: "contiguous" | "channels_last";
  /** Channels of the first level of `unet2d` and `unet3d`; 32 unless given. */
  readonly width?: number;
  /** Levels of `unet2d` and `unet3d`; 5 and 4 unless given. */
  readonly depth?: number;
}

/** What a child says of itself once it has built its job. */
export interface Ready {
  /** Weights that are trained. */
  readonly parameters: number;
  /** Bytes resident once the library was open, before anything was built; null where the system does not tell. */
  readonly footprint: number | null;
  /** Versions and the like, by name. */
  readonly about: Readonly<Record<string, string>>;
}

/** What a child answers to `{"steps": n}`. */
export interface Done {
  /** Of each step. */
  readonly seconds: readonly number[];
  /** Value of each step. */
  readonly losses: readonly number[];
  /** Most bytes that were ever resident; null where the system does not tell. */
  readonly peak: number | null;
}

/** A line that a child writes. */
export interface Message {
  readonly ready?: Ready;
  readonly done?: Done;
  /** Why it cannot go on. */
  readonly error?: string;
}
