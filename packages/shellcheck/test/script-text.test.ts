/** What ShellCheck is given of a script. */

import { parse } from "@deftools/grammar";
import { understand } from "@deftools/recipe";
import { scriptTextOf } from "@deftools/shellcheck";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const HEAD = "Bootstrap: docker\nFrom: ubuntu:24.04\n";

const given = (sections: string) => {
  const recipe = understand(parse(HEAD + sections));
  return recipe.stages.flatMap(({ scripts }) => scripts).map((script) => scriptTextOf(recipe, script)?.text);
};

describe("a script as ShellCheck sees it", () => {
  it.each([
    ["%post\n    true\n", "#!/bin/sh -e\n    true\n"],
    ["%post -c /bin/bash\n    true\n", "#!/bin/bash\n    true\n"],
    ["%runscript\n    true\n", "#!/bin/sh\n    true\n"],
    ["%runscript\n#!/bin/bash -e\n    true\n", "#!/bin/bash -e\n    true\n"],
    ["%post\r\n    a \\\r\n  b\r\n", "#!/bin/sh -e\n    a \\\n  b\n"],
    ["%post\n    echo {{ A }}.{{B}}\n", "#!/bin/sh -e\n    echo x______.x____\n"],
    ["%post -c /usr/bin/python3\n    import x\n", undefined],
    ["%post\n\n", undefined],
  ])("%j", (sections, text) => {
    expect(given(sections)).toEqual([text]);
  });
});

it("law: masks and line ends move no place that ShellCheck names", () => {
  const piece = fc.constantFrom("echo ", "{{ A }}", "{{ LONG_NAME }}", "x", '"', "\n    ", " \\\n  ");
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 20 }), (pieces) => {
      const body = `    x${pieces.join("")}\n`;
      const [text] = given(`%post\n${body}`);
      const shown = (text ?? "").slice("#!/bin/sh -e\n".length);
      expect(shown.length).toBe(body.length);
      for (const [index, character] of [...body].entries())
        if (!/[{}A-Z_ x]/.test(character)) expect(shown[index]).toBe(character);
    }),
  );
});
