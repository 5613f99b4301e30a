/** DEF843: a test that always passes. */

import { type Call, callsNamed, defineRule } from "@deftools/lint";
import type { SimpleCommand } from "@deftools/shell";

export default defineRule<{ readonly command: string }>({
  code: "DEF843",
  name: "test-cannot-fail",
  severity: "warning",
  summary: "The last command of `%test` always succeeds, and it alone decides.",
  why: `
\`%test\` runs without \`-e\`: what fails in the middle is passed over, and the status of the last command is the result. Begin with \`set -e\`, or end with the command that decides.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#test"],
  message: ({ command }) => `"${command}" decides the test, and always succeeds`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%test
    tool --version
    «echo "all tests passed"»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%test
    set -e
    tool --version
    echo "all tests passed"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%test
    tool --version || exit 1
    echo ok
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%test
    tool --version
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%test
    echo testing
    tool --version
`,
  ],

  check(recipe, report) {
    for (const { scripts } of recipe.stages)
      for (const script of scripts) {
        const { section, dialect, exitsOnError, tree } = script;
        if (section !== "test" || dialect === "other" || exitsOnError) continue;
        if (scripts.findLast((other) => other.section === "test") !== script || tree.statements.length < 2)
          continue;
        const last = tree.statements.at(-1)?.command;
        if (last?.kind !== "command" || !alwaysSucceeds(last)) continue;
        if (callsNamed(script, "exit", "return", "exec", "set", "kill").some(mayFail)) continue;
        report(last.span, { command: last.name?.text ?? "" });
      }
  },
});

const alwaysSucceeds = ({ name, arguments: [first] }: SimpleCommand): boolean =>
  /^(?:echo|printf|true|:)$/.test(name?.value ?? "") || (name?.value === "exit" && first?.text === "0");

/** Somewhere before, a failure ends the test. */
const mayFail = ({ plain }: Call): boolean => {
  if (plain.name === "exit" || plain.name === "return") return plain.arguments[0]?.text !== "0";
  return plain.name !== "set" || plain.arguments.some(({ text }) => /^-[a-z]*e|errexit/.test(text));
};
