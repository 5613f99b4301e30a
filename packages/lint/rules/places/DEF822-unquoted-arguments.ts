/** DEF822: arguments that fall apart. */

import { callsNamed, defineRule, parametersIn, scriptsOf } from "@deftools/lint";
import type { Script } from "@deftools/recipe";
import { assignmentsIn, type ShellWord } from "@deftools/shell";
import { covers, textAt } from "@deftools/text";

export default defineRule<{ readonly text: string }>({
  code: "DEF822",
  name: "unquoted-arguments",
  severity: "warning",
  summary: "`$@` or `$*` is not quoted.",
  why: `
Without quotes the shell splits each argument at its blanks and expands its stars: \`apptainer run image.sif "my file.txt"\` hands over two names. \`"$@"\` hands on what was given.`,
  sources: [
    "https://www.shellcheck.net/wiki/SC2068",
    "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html",
  ],
  message: ({ text }) => `"${text}" without quotes takes arguments apart at their blanks`,
  fix: { title: 'write "$@"', safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    exec tool «$@»
    python tool.py «$*»
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    exec tool "$@"
    python tool.py "$@"
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    exec tool "$@"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    ARGS=$@
    echo running $@
    tool "$@"
`,
  ],

  check(recipe, report) {
    for (const script of scriptsOf(recipe, "run"))
      for (const { part, word } of parametersIn(script)) {
        const { name, quoted, operator, prefix, span } = part;
        if (
          quoted ||
          (name !== "@" && name !== "*") ||
          operator !== undefined ||
          prefix !== undefined ||
          word === undefined
        )
          continue;
        if (isAssigned(script, word) || isPrinted(script, word)) continue;
        report(span, { text: textAt(recipe.file.text, span) }, [{ span, text: '"$@"' }]);
      }
  },
});

/** An assignment does not split. */
const isAssigned = ({ tree }: Script, { span }: ShellWord): boolean =>
  assignmentsIn(tree).some(({ assignment }) => covers(assignment.span, span));

/** What is only shown may look as it likes. */
const isPrinted = (script: Script, word: ShellWord): boolean =>
  callsNamed(script, "echo", "printf").some(({ command }) => command.arguments.includes(word));
