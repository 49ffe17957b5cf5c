/** Sessions (`tensorflow/c/c_api.h`), which run a graph and can say what each op cost. */
export const SESSION_SYMBOLS = {
  TF_NewSessionOptions: { parameters: [], result: "pointer" },
  TF_DeleteSessionOptions: { parameters: ["pointer"], result: "void" },
  TF_SetConfig: { parameters: ["pointer", "buffer", "usize", "pointer"], result: "void" },
  TF_NewSession: { parameters: ["pointer", "pointer", "pointer"], result: "pointer" },
  TF_CloseSession: { parameters: ["pointer", "pointer"], result: "void" },
  TF_DeleteSession: { parameters: ["pointer", "pointer"], result: "void" },
  TF_NewBufferFromString: { parameters: ["buffer", "usize"], result: "pointer" },
  /** Off the event loop's thread. */
  sessionRunAside: {
    name: "TF_SessionRun",
    parameters: [
      "pointer",
      "pointer",
      "buffer",
      "buffer",
      "i32",
      "buffer",
      "buffer",
      "i32",
      "pointer",
      "i32",
      "pointer",
      "pointer",
    ],
    result: "void",
    nonblocking: true,
  },
} as const satisfies Deno.ForeignLibraryInterface;
