/** DEF604: a failure that `&&` hides from `set -e`. */

import { defineRule, indentBefore, lineEndAt, nodesIn, scriptsOf } from "@deftools/lint";
import type { Recipe, Script } from "@deftools/recipe";
import { redirectsIn, type ShellNode, stripWrappers } from "@deftools/shell";
import { covers, type Span, type TextEdit, textAt } from "@deftools/text";

export default defineRule<{ readonly command: string; readonly more: number }>({
  code: "DEF604",
  name: "and-list-masks-failure",
  severity: "warning",
  summary: "In `A && B`, a failure of A does not stop the build.",
  why: `
\`%post\` runs with \`-e\`, but the shell looks only at the last command of an \`&&\` list: when \`A\` fails, \`B\` is skipped and the build goes on with the
next line, and succeeds. On lines of their own, both are looked at. (Unlike in a Dockerfile, lines cost nothing here: the whole \`%post\` is one layer.)

Whoever writes such lists writes many, so it is told once in a section, at the first of them; the fix mends all.`,
  sources: [
    "https://github.com/apptainer/singularity/issues/1597",
    "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html",
  ],
  message: ({ command, more }) =>
    `a failure of "${command}" in front of && does not stop the build${more === 0 ? "" : ` (${more} more such list${more === 1 ? "" : "s"} in this section)`}`,
  fix: { title: "put the commands on lines of their own", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    «apt-get update» && apt-get install -y gcc
    echo done
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    apt-get update
    apt-get install -y gcc
    echo done
`,
    },
    {
      before: `
Bootstrap: docker
From: ubuntu:24.04

%post
    «./configure» && \\
        make && \\
        make install
    ldconfig
`,
      after: `
Bootstrap: docker
From: ubuntu:24.04

%post
    ./configure
    make
    make install
    ldconfig
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    [ -d /opt/x ] && rm -r /opt/x
    echo done
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make && make install || exit 1
    echo done
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    echo start && make
    echo done
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    make && make install
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post -c /bin/bash -e
    command -v apt && apt-get update
    true
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    if ./configure && make; then make install; fi
    true
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    tool && other
    true
`,
  ],

  check(recipe, report) {
    const { text } = recipe.file;
    for (const script of scriptsOf(recipe, "build", "host")) {
      if (!script.exitsOnError) continue;
      const lists = listsIn(script).flatMap(({ list, statement }) => {
        const masked = list.commands.slice(0, -1).find(canFail);
        const harmless =
          masked === undefined || isCondition(list.commands) || isExitStatus(recipe, script, statement);
        return harmless ? [] : [{ masked, edits: splitUp(text, script, statement, list) }];
      });
      const [first] = lists;
      if (first === undefined) continue;
      const edits = lists.flatMap((each) => each.edits ?? []);
      report(
        first.masked.span,
        { command: nameOf(first.masked), more: lists.length - 1 },
        edits.length === 0 ? undefined : edits,
      );
    }
  },
});

type AndOr = ShellNode & { readonly kind: "and-or" };

/** The `&&` lists that are statements, in the script or in blocks of it, but not in functions, whose callers may ask for their status. */
const listsIn = (script: Script): readonly { readonly list: AndOr; readonly statement: Span }[] =>
  nodesIn(script).flatMap(({ node, context: { tested, subshell, inFunction, conditional, statement } }) => {
    if (node.kind !== "and-or" || tested || subshell || conditional || inFunction !== undefined) return [];
    return node.operators.every((operator) => operator === "&&") ? [{ list: node, statement }] : [];
  });

/** Commands whose failure is out of the question, or of no interest. */
const HARMLESS =
  /^(?:echo|printf|true|:|\.|source|export|set|unset|umask|alias|ldconfig|sleep|hash|rm|ls|pwd|date|cat|mkdir|cd|chmod|chown|touch|ln)$/;
const CLEANERS = /^(?:clean|autoclean|autoremove|purge)$/;

const canFail = (node: ShellNode): boolean => {
  if (node.kind === "pipeline") return node.commands.some(canFail);
  if (node.kind !== "command" || node.name === undefined) return false;
  const { name = "", arguments: words } = stripWrappers(node);
  return !HARMLESS.test(name) && !words.some(({ text }) => CLEANERS.test(text));
};

/** `[ -f x ] && …` asks; it does not fail. */
const TESTS = /^(?:test|\[|command|type|which|grep|egrep|fgrep|id|getent|diff|cmp|hash|dpkg|rpm|false|\[\[)$/;

const isCondition = ([first]: readonly ShellNode[]): boolean => {
  if (first?.kind === "bash-only") return true;
  if (first?.kind === "pipeline") return first.negated || first.commands.some((each) => isCondition([each]));
  return first?.kind === "command" && TESTS.test(stripWrappers(first).name ?? first.name?.value ?? "");
};

/** The last statement of all decides, so that its failure is seen. */
const isExitStatus = (recipe: Recipe, script: Script, statement: Span): boolean => {
  const stage = recipe.stages.find(({ scripts }) => scripts.includes(script));
  const last = stage?.scripts.findLast(({ section }) => section === script.section);
  return last === script && script.tree.statements.at(-1)?.span.end === statement.end;
};

const nameOf = (node: ShellNode): string =>
  node.kind === "pipeline"
    ? nameOf(node.commands.find(canFail) ?? node)
    : ((node.kind === "command" ? stripWrappers(node).name : undefined) ?? "this command");

/** Each command on a line of its own, if the list is all there is on its lines. */
const splitUp = (
  text: string,
  script: Script,
  statement: Span,
  { span, commands }: AndOr,
): readonly TextEdit[] | undefined => {
  const indent = indentBefore(text, span.start);
  if (indent === undefined || span.start !== statement.start || hasHereDocument(script, span))
    return undefined;
  const edits = commands.slice(1).map(({ span: next }, index) => ({
    span: { start: commands[index]?.span.end ?? next.start, end: next.start },
    text: `${lineEndAt(text, span.start)}${indent}`,
  }));
  return edits.every((edit) => /^\s*&&(?:\s|\\\r?\n)*$/.test(textAt(text, edit.span))) ? edits : undefined;
};

const hasHereDocument = ({ tree }: Script, list: Span): boolean =>
  redirectsIn(tree).some(({ hereDocument, span }) => hereDocument && covers(list, span));
