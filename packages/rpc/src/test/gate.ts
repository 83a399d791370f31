/** A point at which a handler of a test stops until the test lets it go on. */
export interface Gate {
  /** The handler's side: resolves once the test has opened the gate. */
  pass(): Promise<void>;
  /** Resolves when somebody stands at the gate. */
  reached: Promise<void>;
  open(): void;
}

export function createGate(): Gate {
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  return {
    pass: () => {
      reached.resolve();
      return opened.promise;
    },
    reached: reached.promise,
    open: opened.resolve,
  };
}
