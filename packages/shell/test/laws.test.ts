/** What holds for every text: no throw, spans inside, words where they say, and masks that move nothing. */

import { type Span, textAt } from "@deftools/text";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commandsIn, parseScript, type ShellScript, walk } from "../src/index.ts";

const fragments = fc.constantFrom(
  ..."if then else elif fi for in do done while case esac function { } ( ) (( )) [[ ]] ; ;; & && | || |& ! time coproc".split(
    " ",
  ),
  ..."a B=1 C=(x y) D[1]=z export -y $x ${y:-z} ${#a} ${a/b/c} $(c) `d` `e \\`f\\`` $((1+n)) <(g) * ? [ab] {a,b} ~ ~u".split(
    " ",
  ),
  ..."'q r'|\"s $t\"|$'u\\n'|<<EOF|<<-'E'|EOF|E|<<<|>|2>&1|&>|\\|\\\n|\n|\r\n| |\t|# c|'|\"|`|$(|${|{{ x }}|é𝒳".split(
    "|",
  ),
);
const shellText = fc.oneof(
  fc.array(fragments, { maxLength: 40 }).map((words) => words.join(" ")),
  fc.array(fragments, { maxLength: 40 }).map((words) => words.join("")),
  fc.string({ unit: "binary", maxLength: 80 }),
);

const placeholders = (text: string): Span[] =>
  [...text.matchAll(/\{\{\s*\w+\s*\}\}/g)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  }));

/** Every span of a script, and every word with its text. */
const everything = (script: ShellScript): { readonly span: Span; readonly text?: string }[] => {
  const all: { readonly span: Span; readonly text?: string }[] = [
    ...script.comments.map((span) => ({ span })),
    ...script.errors,
  ];
  walk(script, {
    node: (node) => all.push({ span: node.span }),
    word: (word) => all.push(word),
    part: (part) => all.push({ span: part.span }),
    assignment: ({ span, nameSpan, name }) => all.push({ span }, { span: nameSpan, text: name }),
    redirect: ({ span, hereDocument }) =>
      all.push({ span }, ...(hereDocument ? [{ span: hereDocument.body }] : [])),
  });
  return all;
};

describe("every text", () => {
  test("is read without a throw, all spans inside the body, words as written", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 5 }),
        shellText,
        fc.string({ maxLength: 5 }),
        (before, body, after) => {
          const text = before + body + after;
          const span = { start: before.length, end: before.length + body.length };
          for (const masked of [[], placeholders(text)]) {
            const script = parseScript(text, span, { masked });
            for (const found of everything(script)) {
              expect(found.span.start).toBeGreaterThanOrEqual(span.start);
              expect(found.span.end).toBeLessThanOrEqual(span.end);
              expect(found.span.start).toBeLessThanOrEqual(found.span.end);
              if (found.text !== undefined && found.text !== "")
                expect(textAt(text, found.span)).toContain(found.text);
            }
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("has the same spans with a placeholder masked as with a word in its place", () => {
    fc.assert(
      fc.property(shellText, (text) => {
        const masked = placeholders(text);
        const plain = masked.reduce(
          (out, { start, end }) => out.slice(0, start) + "_".repeat(end - start) + out.slice(end),
          text,
        );
        const whole = { start: 0, end: text.length };
        const spans = (script: ShellScript) =>
          commandsIn(script).map(({ command }) => [command.span, command.arguments.map(({ span }) => span)]);
        expect(spans(parseScript(text, whole, { masked }))).toEqual(spans(parseScript(plain, whole)));
      }),
      { numRuns: 1000 },
    );
  });

  test("bears masks that overlap, in any order", () => {
    const spans = fc.array(fc.tuple(fc.nat(40), fc.nat(40)).map(([start, end]) => ({ start, end })));
    fc.assert(
      fc.property(shellText, spans, (text, masked) => {
        const script = parseScript(text, { start: 0, end: text.length }, { masked });
        for (const { span } of everything(script)) expect(span.end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  test("does not depend on where the body stands", () => {
    fc.assert(
      fc.property(shellText, fc.nat(50), (text, shift) => {
        const near = parseScript(text, { start: 0, end: text.length });
        const far = parseScript(" ".repeat(shift) + text, { start: shift, end: shift + text.length });
        const spans = (script: ShellScript, by: number) =>
          everything(script).map(({ span }) => [span.start + by, span.end + by]);
        expect(spans(far, 0)).toEqual(spans(near, shift));
      }),
    );
  });
});

describe("a body with CRLF", () => {
  test("has the commands of the same body with LF", () => {
    const lines = [
      "apt-get update && \\",
      "  apt-get install -y a \\",
      "  b # why",
      "cat <<EOF >x",
      "$(id) # text",
      "EOF",
      "if c; then",
      "  d",
      "fi",
    ];
    const names = (end: string) => {
      const text = lines.join(end);
      return commandsIn(parseScript(text, { start: 0, end: text.length })).map(({ command }) => [
        command.name?.value,
        ...command.arguments.map(({ value }) => value),
      ]);
    };
    expect(names("\r\n")).toEqual(names("\n"));
    expect(names("\n")).toEqual([
      ["apt-get", "update"],
      ["apt-get", "install", "-y", "a", "b"],
      ["cat"],
      ["id"],
      ["c"],
      ["d"],
    ]);
  });
});

describe("hostile nesting", () => {
  const openers = [
    "$(",
    "`\\`",
    "(",
    "{ ",
    "if ",
    '"$(',
    "${a:-",
    "$((",
    "[[ (",
    "a() { ",
    "! ",
    "case x in x) ",
    "<(",
    "a <<E\n$(",
    "{a,",
    "((",
    "A=(",
    "a && ",
    "a | ",
  ];
  test.each(openers)("%j repeated ends in time", (opener) => {
    const text = opener.repeat(60_000 / opener.length);
    const started = performance.now();
    const script = parseScript(text, { start: 0, end: text.length });
    commandsIn(script);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(script.span.end).toBe(text.length);
  });

  test.each([
    ["elif", `if a; then b\n${"elif c; then d\n".repeat(4000)}fi`],
    ["a sum", `echo $((1${"+a".repeat(30_000)}))`],
    ["coproc", `${"coproc ".repeat(8000)}a`],
  ])("of %s is said, and the rest is left alone", (_, text) => {
    const script = parseScript(text, { start: 0, end: text.length });
    expect(script.errors.map(({ message }) => message)).toEqual(["nested too deeply to be read"]);
    expect(commandsIn(script)).toEqual([]);
  });
});
