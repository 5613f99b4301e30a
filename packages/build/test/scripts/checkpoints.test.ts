/** Parts of scripts, run one after the other by real shells, do what the whole script does. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BuildScript } from "../../src/build-plan.ts";
import { partsOf, uncuttable } from "../../src/scripts/checkpoints.ts";

const scriptOf = (text: string): BuildScript => ({
  section: "post",
  options: [],
  text,
  places: [],
  place: { start: 0, end: 0 },
});

/** What is said when the parts run one after the other; state files go to a folder in place of the root. */
const runParts = (shell: string, text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), "checkpoints-"));
  try {
    return partsOf(scriptOf(text))
      .map(({ script }) => {
        const input = script.text.replaceAll("/.post.state", `${folder}/state`);
        return spawnSync(shell, ["-e"], { input, encoding: "utf8", cwd: "/" }).stdout;
      })
      .join("");
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describe("a script with checkpoints", () => {
  it.each(["/bin/sh", "/bin/bash"])("goes on in %s with values of any signs", (shell) => {
    const value = fc.string({ unit: fc.constantFrom(..."a'\"\\$`\n *?~#;|<>({["), maxLength: 8 });
    fc.assert(
      fc.property(value, (given) => {
        const quoted = `'${given.replaceAll("'", `'\\''`)}'`;
        const text = `A=${quoted}\nexport B="$A"\ncd /usr; umask 027; set -f\n#@checkpoint\nprintf '%s|%s|%s|%s|' "$A" "$B" "$PWD" "$(umask)"; echo *\n`;
        expect(runParts(shell, text)).toBe(`${given}|${given}|/usr|0027|*\n`);
      }),
      { numRuns: 15 },
    );
  });
  it("keeps functions, the numbers of lines, and what a part is known by", () => {
    const text = "f() {\n  echo f\n}\nX=1\n#@checkpoint\nf\n#@checkpoint\necho end\n";
    const parts = partsOf(scriptOf(text));
    expect(parts.map(({ script }) => script.text.split("\n").indexOf("f"))).toEqual([-1, 5, -1]);
    const changed = partsOf(scriptOf(text.replace("end", "other end")));
    expect(changed.map(({ keyText }, index) => keyText === parts[index]?.keyText)).toEqual([
      true,
      true,
      false,
    ]);
    expect(runParts("/bin/sh", text)).toBe("f\nend\n");
  });
  it.each([
    ["if true; then\n#@checkpoint\n  x\nfi\n", /between commands/],
    ["x &\n#@checkpoint\ny\n", /background/],
    ["trap x EXIT\n#@checkpoint\ny\n", /"trap"/],
  ])("is refused where it could not go on: %j", (text, why) => {
    expect(uncuttable({ text })).toMatch(why);
  });
});
