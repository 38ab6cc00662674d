export interface Task {
  readonly name: string;
  readonly everySeconds: number;
  readonly run: () => Promise<unknown>;
}

/** Runs tasks again and again, each never beside itself; a failure is told and tried again at the next turn. */
export const startSchedule = (
  tasks: readonly Task[],
  onError: (name: string, error: unknown) => void,
): { stop(): Promise<void> } => {
  const running = new Map<string, Promise<void>>();
  const timers = tasks.map(({ name, everySeconds, run }) =>
    setInterval(() => {
      if (running.has(name)) return;
      const turn = run()
        .then(() => undefined)
        .catch((error: unknown) => onError(name, error))
        .finally(() => running.delete(name));
      running.set(name, turn);
    }, everySeconds * 1000),
  );
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running.values());
    },
  };
};
