/**
 * Requests that come too early or too late: nothing is answered before `initialize` or after `shutdown`, and a client begins once.
 * Source: LSP 3.17, section "Server lifecycle".
 */

import { type Connection, ErrorCodes, ResponseError } from "vscode-languageserver";

/** The turn of a client. */
export interface Turn {
  /** Whether it begins now: not if it did already. */
  readonly begins: () => boolean;
  readonly ends: () => void;
}

/** Refuses what nobody answers, yet or any more. */
export const refuseOutOfTurn = (connection: Connection, names: readonly string[]): Turn => {
  let isBegun = false;
  connection.onRequest((method) =>
    isBegun
      ? new ResponseError(ErrorCodes.MethodNotFound, `nothing here answers ${method}`)
      : new ResponseError(ErrorCodes.ServerNotInitialized, "the server waits for initialize"),
  );
  return {
    begins: () => {
      const isFirst = !isBegun;
      isBegun = true;
      return isFirst;
    },
    ends: () => {
      const refusal = new ResponseError(ErrorCodes.InvalidRequest, "the server is shut down");
      for (const name of names) connection.onRequest(name, () => refusal);
    },
  };
};
