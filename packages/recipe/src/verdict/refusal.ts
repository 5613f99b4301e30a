/** Why an engine refuses a file: its own words, and ours. */

import type { Span } from "@deftools/text";

/** A refusal, or a crash, with the place, the cause and the way out that the engine does not tell. */
export interface Refusal {
  /** The engine's message, to the letter; for a crash the text of the Go panic. */
  readonly error: string;
  /** The engine crashes with a stack trace instead of refusing. */
  readonly panic: boolean;
  readonly span: Span;
  /** What is wrong, in our words. */
  readonly cause: string;
  /** What to do. */
  readonly wayOut: string;
}

/** How parsing ends early. Thrown and caught inside `verdict` only: the engine's parser too stops at its first error. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.error);
    this.refusal = refusal;
  }
}

/** Stops with a refusal. */
export const refuse = (error: string, span: Span, cause: string, wayOut: string): never => {
  throw new Refused({ error, panic: false, span, cause, wayOut });
};

/** Stops with the engine's crash. */
export const crash = (error: string, span: Span, cause: string, wayOut: string): never => {
  throw new Refused({ error, panic: true, span, cause, wayOut });
};
