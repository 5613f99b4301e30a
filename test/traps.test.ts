/** What `docs/traps.md` says of deflint; `real/traps.test.ts` tries what it says of the engine. */

import { parse } from "@deftools/grammar";
import { lint, rulesOn } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { understand } from "@deftools/recipe";
import { describe, expect, it } from "vitest";
import { readTraps } from "./trap.ts";

describe("docs/traps.md", () => {
  it.each(readTraps().map((trap) => [trap.title, trap] as const))(
    "%s",
    (_title, { recipe: text, findings }) => {
      const recipe = understand(parse(text));
      const said = lint(recipe, rulesOn(rules)).map(({ span, severity, code, name, message, fix }) => {
        const { line, column } = recipe.lines.position(span.start);
        const mend = fix ? ` [fix: ${fix.safety}]` : "";
        return `trap.def:${line + 1}:${column + 1}: ${severity} ${code} ${name}: ${message}${mend}`;
      });
      expect(findings.length).toBeGreaterThan(0);
      expect(said).toEqual(expect.arrayContaining([...findings]));
    },
  );

  it("has thirty and more", () => expect(readTraps().length).toBeGreaterThan(30));
});
