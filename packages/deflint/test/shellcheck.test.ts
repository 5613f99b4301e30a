/** What becomes of ShellCheck's answers; a stand-in answers, the real one is asked in `test/real`. */

import { run } from "@deftools/deflint";
import { describe, expect, it } from "vitest";
import { memoryWorld } from "./memory-ports.ts";

const HEAD = "Bootstrap: docker\nFrom: ubuntu:24.04\n";

/** A ShellCheck that answers with these comments, and counts how often it is asked. */
const stand = (comments: readonly object[]) => {
  let asked = 0;
  const world = (text: string, env: Readonly<Record<string, string>> = {}) =>
    memoryWorld([["/a.def", text]], {
      env,
      runProgram: async (_program, args, script = "") => {
        if (args.includes("--version")) return { code: 0, stdout: "version: 0.11.0\n", stderr: "" };
        asked++;
        // about %post, until it is mended
        const told = script.startsWith("#!/bin/sh -e") && !script.includes('"$x"') ? comments : [];
        return { code: 1, stdout: JSON.stringify({ comments: told }), stderr: "" };
      },
    });
  return { world, asked: () => asked };
};

const comment = (code: number, line: number, column: number, endColumn: number, more: object = {}) => ({
  file: "-",
  line,
  endLine: line,
  column,
  endColumn,
  level: "warning",
  code,
  message: "A thing is so.",
  fix: null,
  ...more,
});

const compact = async (text: string, comments: readonly object[], argv = "--format compact a.def") => {
  const { ports, said } = stand(comments).world(text);
  await run(argv.split(" "), ports);
  return said();
};

describe("an answer of ShellCheck", () => {
  it("has its place in the file, whatever stands before it in the line", async () => {
    const text = `${HEAD}%post\n    true\n\techo "é😀" $x\n`;
    expect(await compact(text, [comment(2086, 3, 12, 14)])).toBe(
      "a.def:5:13: warning SC2086 shellcheck: A thing is so\n",
    );
  });
  it.each([
    ["about the line that is not in the file", comment(2096, 1, 1, 2)],
    ["about files that lie in the image", comment(1091, 2, 1, 2)],
    ["about a constant that is a placeholder", comment(2050, 2, 1, 2)],
    ["about a name that another section uses", comment(2034, 2, 1, 2, { message: "NAME appears unused." })],
  ])("is not told %s", async (_name, one) => {
    const text = `${HEAD}%environment\n    export B=$NAME\n%post\n    [ {{ A }} = 1 ]\n    true\n%arguments\n    A=1\n`;
    expect(await compact(text, [one])).not.toContain("SC");
  });
  it("can be suppressed, set to another level, and switched off", async () => {
    const text = `${HEAD}%post\n    true # deflint disable-line=SC2086\n`;
    const one = [comment(2086, 2, 5, 9)];
    expect(await compact(text, one)).toBe("");
    expect(await compact(text, [])).toContain("DEF990");
    const bare = text.replace(/ #.*/, "");
    expect(await compact(bare, one, "--format compact --rule SC2086=error a.def")).toContain("error SC2086");
    expect(await compact(bare, one, "--format compact --rule SC2086=off a.def")).toBe("");
    expect(await compact(bare, one, "--format compact --no-shellcheck a.def")).toBe("");
  });
  it("mends with --fix --unsafe, inserts at one place in their order", async () => {
    const replacement = (column: number, endColumn: number, text: string) => ({
      line: 2,
      endLine: 2,
      column,
      endColumn,
      replacement: text,
    });
    const text = `${HEAD}%post\n    echo $x\n`;
    const fix = {
      replacements: [replacement(10, 10, '"'), replacement(12, 12, '"'), replacement(12, 12, ";")],
    };
    const said = await compact(text, [comment(2086, 2, 10, 12, { fix })], "--diff --unsafe a.def");
    expect(said).toContain('+    echo "$x";');
    const masked = text.replace("$x", "{{ A }}");
    const inside = { replacements: [replacement(11, 13, "y")] };
    expect(await compact(masked, [comment(2086, 2, 10, 12, { fix: inside })])).not.toContain("fix:");
  });
  it("is kept by the script's content, unless that is not wanted", async () => {
    const { world, asked } = stand([]);
    const { ports } = world(`${HEAD}%post\n    true\n`, { XDG_CACHE_HOME: "/cache" });
    await run(["a.def"], ports);
    await run(["a.def"], ports);
    expect(asked()).toBe(1);
    await run(["--no-cache", "a.def"], ports);
    expect(asked()).toBe(2);
  });
  it("that cannot be understood is told once, with the way out", async () => {
    const { ports, said } = memoryWorld([["/a.def", `${HEAD}%post\n    true\n`]], {
      runProgram: async (_program, args) =>
        args.includes("--version")
          ? { code: 0, stdout: "version: 0.1\n", stderr: "" }
          : { code: 2, stdout: "", stderr: "bad option\n" },
    });
    expect(await run(["a.def"], ports)).toBe(2);
    expect(said()).toBe(
      "2> deflint: ShellCheck ended with code 2: bad option\n2>   --no-shellcheck goes without it\n",
    );
  });
});
