/** What the verdict adds to the engine's words: places, templates mapped back, the checks before fetching, and the older engines. */

import { describe, expect, it } from "vitest";
import { verdict } from "../../src/verdict/verdict.ts";

const header = "Bootstrap: docker\nFrom: debian:12\n";

/** What a refused file's span covers. */
const refusedAt = (
  text: string,
  ...rest: [engine?: Parameters<typeof verdict>[1], args?: Parameters<typeof verdict>[2]]
): string => {
  const [engine = "apptainer-1.4", args] = rest;
  const judged = verdict(text, engine, args);
  return judged.verdict === "reject"
    ? `${text.slice(judged.span.start, judged.span.end)} | ${judged.error}`
    : "accepted";
};

describe("verdict", () => {
  it("says where", () => {
    expect(refusedAt(`${header}%post\n  true\n%install x\n`)).toBe(
      "%install x | invalid section(s) specified: install",
    );
    expect(refusedAt(`${header}Form: x\n`)).toBe(
      "Form: x | failed to parse deffile header: invalid header keyword found: form",
    );
    expect(refusedAt(`${header}%apprun\n`)).toMatch(/^%apprun \| app section/);
    expect(refusedAt(`${header}%files\n  a b\n  "\n`)).toMatch(/^ {2}" \| runtime error/);
  });

  it("says where in the file even when the fault comes out of a value", () => {
    const text = `${header}%arguments\n  X=%bad\n%post\n  true\n{{ X }}\n`;
    expect(refusedAt(text)).toBe("{{ X }} | invalid section(s) specified: bad");
  });

  it("says where a placeholder without a value stands", () => {
    expect(refusedAt(`${header}%post\n  echo {{ NAME }}\n`)).toMatch(
      /^\{\{ NAME \}\} \| build var NAME is not defined/,
    );
  });

  it("keeps each stage's place and substituted text", () => {
    const text = `${header}%arguments\n  X=1\n%post\n  echo {{ X }}\nBootstrap: docker\nFrom: b\n`;
    const judged = verdict(text, "apptainer-1.4");
    if (judged.verdict !== "accept") throw new Error(judged.error);
    expect(judged.stages.map(({ stage }) => stage.header?.from)).toEqual(["debian:12", "b"]);
    expect(judged.stages[0]?.substituted.text).toContain("echo 1\n");
    expect(text.slice(judged.stages[1]?.span.start)).toBe("Bootstrap: docker\nFrom: b\n");
  });

  it.each([
    ["%post\n  true\n", "multiple stages detected, all must have headers"],
    ["From: a\nBootstrap: docker\n", "unable to get conveyorpacker: no bootstrap specification found"],
    ["Bootstrap: Docker\nFrom: a\n", "unable to get conveyorpacker: invalid build source Docker"],
    ["Bootstrap: docker\n", "conveyor failed to get: could not parse reference: "],
    [
      "Bootstrap: debootstrap\nMirrorURL: http://example.org\n",
      "conveyor failed to get: invalid debootstrap header, no osversion specified",
    ],
    [
      "Bootstrap: yum\nMirrorURL: http://example.org/%{osversion}\n",
      "conveyor failed to get: invalid yum header, osversion referenced in mirror but no osversion specified",
    ],
  ])("refuses before fetching %j", (text, error) => {
    expect(verdict(text, "apptainer-1.4").verdict).toBe("accept");
    expect(verdict(text, "apptainer-1.4", { beforeFetch: true })).toMatchObject({ verdict: "reject", error });
  });

  it("knows that engines differ", () => {
    expect(refusedAt(`${header}%arguments\n  A=1\n`, "singularity-3")).toMatch(/invalid section/);
    expect(refusedAt(`${header}ConfURL: x\n`, "singularity-ce-4.5")).toMatch(/invalid header keyword/);
    expect(refusedAt("# nothing\n", "singularity-ce-4.5")).toMatch(/index out of range \[-1\]/);
    expect(refusedAt(`${header}Token: x\n%tests\n  true\n`, "singularity-2")).toBe("accepted");
    expect(refusedAt("From: a\nFrom: b\n", "singularity-2")).toMatch(/Duplicate bootstrap definition key/);
    expect(refusedAt(`${header}%post\n  echo {{ x }}\n`, "singularity-3")).toBe("accepted");
  });

  it("takes build arguments, and refuses those that nothing uses where the engine does", () => {
    const text = "Bootstrap: docker\nFrom: debian:{{ V }}\n";
    expect(refusedAt(text, "apptainer-1.4", { pairs: ["V=12"] })).toBe("accepted");
    expect(refusedAt(text, "apptainer-1.4", { file: "V=12\n" })).toBe("accepted");
    expect(refusedAt(text, "apptainer-1.4", { pairs: ["V=12", "W=1"] })).toMatch(/unused build args: W\./);
    expect(refusedAt(text, "singularity-ce-4.5", { pairs: ["V=12", "W=1"] })).toBe("accepted");
    expect(refusedAt(text, "apptainer-1.4", { pairs: ["V"] })).toMatch(/"V" is not a key=value pair/);
  });
});
