/** What an in-process registry can be told to do wrong. */

/** Which requests a fault meets, and how often. */
export interface Fault {
  /** Tested against `METHOD /path`. */
  readonly on: RegExp;
  /** Default: 1. */
  readonly times?: number;
  readonly do: Misdeed;
}

/** Offsets count bytes of the body as it would have been sent. */
export type Misdeed =
  /** Another answer altogether. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** Breaks the connection after so many bytes; before the head when there is no number. */
  | { readonly kind: "reset"; readonly after?: number }
  /** Sends so many bytes, then nothing any more. */
  | { readonly kind: "stall"; readonly after: number }
  /** An honest answer of a blob that is too short. */
  | { readonly kind: "truncate"; readonly to: number }
  /** An honest answer of a blob that is too long. */
  | { readonly kind: "pad"; readonly by: number }
  /** The right length without saying it (chunked), or a wrong one. */
  | { readonly kind: "unsized"; readonly to?: number; readonly padding?: number }
  /** One byte is another. */
  | { readonly kind: "flip"; readonly at: number }
  /** Sends all although a part was asked for. */
  | { readonly kind: "ignore-range" }
  /** Headers laid over the right ones. */
  | { readonly kind: "headers"; readonly headers: Readonly<Record<string, string>> };

/** Faults in the order given; each is used up after its times. */
export interface Faults {
  add(fault: Fault): void;
  /** No more faults. */
  clear(): void;
  /** The first fault for a request, counted as used. */
  take(request: string): Misdeed | undefined;
}

export const createFaults = (initial: readonly Fault[]): Faults => {
  const left = initial.map((fault) => ({ fault, times: fault.times ?? 1 }));
  return {
    add: (fault) => void left.push({ fault, times: fault.times ?? 1 }),
    clear: () => void left.splice(0),
    take: (request) => {
      const found = left.find(({ fault, times }) => 0 < times && fault.on.test(request));
      if (!found) return undefined;
      found.times--;
      return found.fault.do;
    },
  };
};
