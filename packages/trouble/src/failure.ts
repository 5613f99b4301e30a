/** Trouble of the world (network, disk, foreign bytes): told to the user in one message, without a stack trace. */

/**
 * What the world did, for the user to read.
 * `code` is `room/what-happened`; `message` names the subject (path, URL without secrets, digest) and says what is wrong, lower
 * case, no full stop; `hint` says the way out.
 */
export class Failure extends Error {
  readonly code: string;
  readonly hint: string | undefined;

  constructor(
    code: string,
    message: string,
    options: { readonly hint?: string; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "Failure";
    this.code = code;
    this.hint = options.hint;
  }
}

/** Whether something caught is a Failure, and of the given code where one is named. */
export const isFailure = (error: unknown, code?: string): error is Failure =>
  error instanceof Failure && (code === undefined || error.code === code);
