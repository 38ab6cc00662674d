/** What a transfer tells a person: bytes a second, and seconds left. */
export interface TransferEstimate {
  readonly bytesPerSecond: number;
  readonly secondsLeft: number;
}

const WINDOW_MS = 5_000;
const LEAST_MS = 500;

/** Estimates from the last five seconds, so that a stall or a faster network shows soon. Undefined while too little is known. */
export function makeTransferRate(totalBytes: number) {
  let samples: { readonly at: number; readonly bytes: number }[] = [];
  return {
    /** `bytes` = sent altogether by now; `at` in milliseconds. */
    add(bytes: number, at: number): TransferEstimate | undefined {
      const last = samples.at(-1);
      // Fewer bytes than before means that the upload went on from the server's durable offset.
      if (last && bytes < last.bytes) samples = [];
      samples = [...samples.filter((sample) => at - sample.at <= WINDOW_MS), { at, bytes }];
      const [first] = samples;
      if (!first || at - first.at < LEAST_MS || bytes <= first.bytes) return undefined;
      const bytesPerSecond = ((bytes - first.bytes) * 1_000) / (at - first.at);
      return { bytesPerSecond, secondsLeft: (totalBytes - bytes) / bytesPerSecond };
    },
  };
}
