import { tf } from "@dragsaw/core/tensor";
import { convolve, convolveFilterGradient, convolveInputGradient } from "./convolve.ts";
import { diag } from "./diag.ts";
import { einsum } from "./einsum.ts";
import { fusedConvolve } from "./fused_convolve.ts";
import { gather } from "./gather.ts";
import { leakyRelu } from "./leaky_relu.ts";
import { mean } from "./mean.ts";
import { addMissingKernels } from "./missing/mod.ts";
import { multinomial } from "./multinomial.ts";
import { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from "./pool.ts";
import { replaceKernel } from "./replace.ts";
import { round } from "./round.ts";
import { scatter } from "./scatter.ts";
import { sign } from "./sign.ts";
import { step } from "./step.ts";

let registered = false;

/** Replaces the kernels of tfjs-node 4.22 that are wrong, refuse what tfjs allows or stop a trace; adds those it lacks. */
export function registerFixes(): void {
  if (registered) return; // tfjs keeps kernels when a backend is closed
  registered = true;
  replaceKernel(tf.AvgPool, averagePool);
  replaceKernel(tf.AvgPool3D, averagePool);
  replaceKernel(tf.AvgPool3DGrad, averagePoolGradient);
  replaceKernel(tf.AvgPoolGrad, averagePoolGradient);
  replaceKernel(tf.Conv2D, convolve);
  replaceKernel(tf.Conv2DBackpropFilter, convolveFilterGradient);
  replaceKernel(tf.Conv2DBackpropInput, convolveInputGradient);
  replaceKernel(tf.Diag, diag);
  replaceKernel(tf.Einsum, einsum);
  replaceKernel(tf.FusedConv2D, fusedConvolve);
  replaceKernel(tf.GatherV2, gather);
  replaceKernel(tf.LeakyRelu, leakyRelu);
  replaceKernel(tf.MaxPool, maxPool);
  replaceKernel(tf.MaxPool3D, maxPool);
  replaceKernel(tf.MaxPool3DGrad, maxPoolGradient);
  replaceKernel(tf.MaxPoolGrad, maxPoolGradient);
  replaceKernel(tf.Mean, mean);
  replaceKernel(tf.Multinomial, multinomial);
  replaceKernel(tf.Round, round);
  replaceKernel(tf.ScatterNd, scatter);
  replaceKernel(tf.Sign, sign);
  replaceKernel(tf.Step, step);
  addMissingKernels();
}
