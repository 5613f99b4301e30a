/** A command of the host, outside of any sandbox, on a lifeline: it ends when we do. */

import { STARTED } from "./driver.ts";
import { type BesideRequest, checkRequest, type RunOutcome } from "./request.ts";
import { supervise } from "./supervise.ts";

/** Runs it to its end. @throws Failure "sandbox/no-start", "sandbox/bad-request" */
export const runOnHost = (request: BesideRequest): Promise<RunOutcome> => {
  checkRequest(request);
  const { argv, cwd = "/", env, umask = 0o022 } = request;
  const start = `umask ${umask.toString(8)}; echo ${STARTED} >&4; exec "$@" 4>&-`;
  return supervise({ argv: ["/bin/sh", "-c", start, "sh", ...argv] }, request, {
    folder: cwd,
    title: "this machine",
    env,
  });
};
