/** Traces of real shells, and the lines they lead to. */

import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { failurePrelude, followTrace, tracePrelude } from "../../src/scripts/trace.ts";

const SCRIPT = `greet() {
  echo "hello $1"
  false
}
value=$(echo sub)
for i in 1 2; do
  echo $i
done
greet "it's"
`;

const trace = (argv: readonly string[], prelude: string) => {
  const [shell = "", ...options] = argv;
  const { stdout } = spawnSync("/bin/sh", ["-c", 'exec 2>&1; exec "$@"', "sh", shell, ...options], {
    input: `${prelude}${SCRIPT}`,
    encoding: "utf8",
  });
  const follower = followTrace(SCRIPT);
  const shown = stdout.split("\n").flatMap((line) => follower.take(line) ?? []);
  return { shown, last: follower.last() };
};

describe("a trace", () => {
  it.each([["/bin/sh"], ["/bin/bash"]])(
    "of %s leads to the line that failed, and is shown as it would be",
    (shell) => {
      const { shown, last } = trace([shell, "-ex"], tracePrelude);
      expect(last).toEqual({ line: 3, command: "false" });
      expect(shown).toContain("+ echo 1");
      expect(shown.join("\n")).not.toMatch(/\u0001|PS4/);
    },
  );
  it("is followed where no line is told, by what the commands say", () => {
    const follower = followTrace("make one\nif x; then\n  make two\nfi\nmake one\n");
    for (const line of ["+ make one", "+ x", "+ make two", "+ make one"])
      follower.take(line.replace("+ ", "+\u0001\u0001 "));
    expect(follower.last()).toEqual({ line: 5, command: "make one" });
  });
  it("is not needed by bash, which tells what failed", () => {
    const { shown, last } = trace(["/bin/bash", "-e"], `set -E; ${failurePrelude}`);
    expect(last).toEqual({ line: 3, command: "false" });
    expect(shown.join("\n")).toBe("1\n2\nhello it's\n");
  });
});
