/** Exit status of a training that another process is at: it can be tried again later. */
export const BUSY = 75;

/** Exit status of what Ctrl-C has ended. */
export const INTERRUPTED = 130;
