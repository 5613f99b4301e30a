/** The TextMate grammar, by the tokenizer and the grammars of other languages that VS Code comes with: it sees what the parser sees. */

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { parse, type SectionNode, textmateGrammar } from "@deftools/grammar";
import { expect, it } from "vitest";
import { describeReal, findProgram } from "./programs.ts";

const code = resolve(
  dirname(findProgram("code-server") ?? "/opt/deftools-real/bin/code-server"),
  "../code-server/node_modules/code-server/lib/vscode",
);

/** The part of `vscode-textmate` that is used. */
interface Tokenizer {
  tokenizeLine(
    line: string,
    state: unknown,
  ): {
    readonly tokens: readonly { readonly startIndex: number; readonly scopes: readonly string[] }[];
    readonly ruleStack: unknown;
  };
}

const languages: Readonly<Record<string, string>> = {
  "source.shell": "shellscript/syntaxes/shell-unix-bash.tmLanguage.json",
  "source.python": "python/syntaxes/MagicPython.tmLanguage.json",
};

const tokenizer = async (): Promise<{ readonly grammar: Tokenizer; readonly initial: unknown }> => {
  const load = createRequire(join(code, "node_modules/"));
  const { INITIAL, Registry, parseRawGrammar } = load("vscode-textmate");
  const { loadWASM, OnigScanner, OnigString } = load("vscode-oniguruma");
  await loadWASM(readFileSync(join(code, "node_modules/vscode-oniguruma/release/onig.wasm")));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: readonly string[]) => new OnigScanner(patterns),
      createOnigString: (text: string) => new OnigString(text),
    }),
    loadGrammar: async (scope: string) => {
      if (scope === "source.singularity-def") return textmateGrammar();
      const path = join(code, "extensions", languages[scope] ?? "");
      return scope in languages ? parseRawGrammar(readFileSync(path, "utf8"), path) : undefined;
    },
  });
  return { grammar: await registry.loadGrammar("source.singularity-def"), initial: INITIAL };
};

/** The scopes of a text by offset. */
const scopesIn = async (text: string): Promise<(offset: number) => string> => {
  const { grammar, initial } = await tokenizer();
  const lines: { start: number; tokens: ReturnType<Tokenizer["tokenizeLine"]>["tokens"] }[] = [];
  let [start, state] = [0, initial];
  for (const line of text.split("\n")) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line.replace(/\r$/, ""), state);
    lines.push({ start, tokens });
    [start, state] = [start + line.length + 1, ruleStack];
  }
  return (offset) => {
    const line = lines.findLast((each) => each.start <= offset);
    const token = line?.tokens.findLast(({ startIndex }) => startIndex <= offset - line.start);
    return token?.scopes.join(" ") ?? "";
  };
};

const bodyOf = ({ content }: SectionNode): RegExp =>
  content.kind === "script" ? /meta\.embedded\.block\.(?:shell|python)/ : /meta\.section(?!.*meta\.embedded)/;

const folder = resolve(import.meta.dirname, "../corpus");
const recipes = readdirSync(folder).filter((name) => name.endsWith(".def"));

describeReal("the TextMate grammar", [join(code, "node_modules/vscode-textmate")], () => {
  it.each(recipes)("sees the headers, sections and comments of %s", async (name) => {
    const text = readFileSync(join(folder, name), "utf8");
    const scopeAt = await scopesIn(text);
    for (const { header, sections } of parse(text).stages) {
      for (const { key, colon } of header.entries)
        if (colon)
          expect(scopeAt(key.span.start), key.text).toMatch(/keyword\.other\.header|entity\.other\.attr/);
      for (const { start, end } of header.comments)
        expect(scopeAt(start), text.slice(start, end)).toMatch(/comment/);
      for (const section of sections) {
        const { type, line, body } = section;
        // what only begins a line for the parser is a mistake nearly everywhere
        const isRead = type !== undefined && text[line.start] === "%";
        expect(scopeAt(line.start)).toMatch(isRead ? /punctuation\.definition\.section/ : /invalid/);
        if (!isRead) continue;
        for (const { index } of text.slice(body.start, body.end).matchAll(/^.*\S/gm))
          expect(scopeAt(body.start + index)).toMatch(bodyOf(section));
      }
    }
  });

  it.each([
    ['%post\n    echo "{{ v }}" "$HOME"\n', "v", "variable.other.placeholder"],
    ["%post\n    cat <<EOF\n    {{ v }}\nEOF\n", "v", "variable.other.placeholder"],
    ["%post\n    # {{ v }}\n", "v", "comment"],
    ["%post\n    a b \\\n        -c \\\n        e\n", "-c", "constant.other.option"],
    ["%post\n    a b \\\n        -c \\\n        e\n", "e", "string.unquoted.argument"],
    ["%post\nbc d\n", "bc", "entity.name.command"],
    ["%post\n    a \\\n        && bc \\\n        e\n", "bc", "entity.name.command"],
    ["From: a#b \\\nStage: c\n", "b", "comment"],
    ["From: a#b \\\nStage: c\n", "Stage", "keyword.other.header"],
    ["Include: a \\\n  b\n", "b", "string.unquoted.value"],
    ["Include: a \\\n%post\n", "%post", "punctuation.definition.section"],
    ["%post -e # why\n    true\n", "why", "comment"],
    ["%post -c /usr/bin/python3\n    import os\n", "import", "keyword.control.import.python"],
    ["%runscript\n    #!/usr/bin/env python3\n    import os\n", "import", "keyword.control.import.python"],
    ["%runscript\n    #!/bin/bash\n    import os\n", "import", "entity.name.command.shell"],
    ['%post\n    echo "open\n%test\n    true\n', "%test", "punctuation.definition.section"],
    ["%post\n    cat <<EOF\nFrom: x\n%test\n    true\n", "%test", "punctuation.definition.section"],
    ["%post\n    cat <<EOF\nFrom: x\n%test\n    true\n", "From", "string.unquoted.heredoc"],
  ])("of %j has %j as %s", async (text, word, scope) => {
    expect((await scopesIn(text))(text.indexOf(word))).toContain(scope);
  });
});
