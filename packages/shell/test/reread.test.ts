/** A script that is read again after a change is what a fresh reading gives, and keeps what the change left alone. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseScript, type ReadScript, rereadScript } from "../src/index.ts";

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\s*\w+\s*\}\}/g)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length,
  }));

/** A script behind some text of a file, and before some more. */
const read = (text: string, front = 0, behind = 0): ReadScript => {
  const body = { start: front, end: text.length - behind };
  const masked = placeholders(text);
  return { text, body, masked, script: parseScript(text, body, { masked }) };
};

const lines = fc.constantFrom(
  ...[
    "apt-get update && apt-get install -y gcc",
    "    make -j4 \\",
    "    cat <<EOF > /etc/x",
    "EOF",
    "$(id) `who`",
  ],
  ...[
    "if test -f a; then",
    "fi",
    "for x in a b; do",
    "done",
    "case $1 in",
    "a) b ;;",
    "esac",
    "f() {",
    "}",
    "f()",
  ],
  ...[
    "# a comment",
    "# one with \\",
    "",
    "  ",
    "export A=1 B='two",
    "three'",
    'echo "$A ${B:-{{ x }}}"',
    "! false",
  ],
  ...[
    "a |",
    "b &&",
    "!",
    "time",
    "{{ y }}",
    "(cd /tmp; ls)",
    "a; b # c",
    "cat <<A; cat <<'B'",
    "A",
    "B",
    "x=(1",
    "2)",
  ],
);
const script = fc.array(lines, { maxLength: 25 }).map((all) => all.join("\n"));
const change = fc.record({
  place: fc.nat(1000),
  removed: fc.oneof(fc.nat(3), fc.nat(60)),
  inserted: fc.oneof(
    fc.constantFrom(
      "",
      "x",
      "\n",
      " ",
      "'",
      "\\",
      "\\\n",
      "<<EOF",
      "\nEOF\n",
      "&&",
      "fi\n",
      "{{ x }}",
      "# ",
      "(",
    ),
    script,
  ),
});

test("it is what a fresh reading gives, or nothing, wherever it stands", () => {
  let reread = 0;
  fc.assert(
    fc.property(
      script,
      fc.array(change, { minLength: 1, maxLength: 6 }),
      fc.nat(9),
      fc.nat(9),
      (text, changes, front, behind) => {
        let before = read(`${"\n".repeat(front)}${text}${"\n".repeat(behind)}`, front, behind);
        for (const { place, removed, inserted } of changes) {
          const at = place % (before.text.length + 1);
          const now = before.text.slice(0, at) + inserted + before.text.slice(at + removed);
          // a change before or behind the script moves it, or gives it another end
          const start = Math.min(before.body.start, now.length);
          const after = read(now, start, Math.min(behind, now.length - start));
          const found = rereadScript(before, after);
          if (found) {
            reread++;
            expect(found).toEqual(after.script);
          }
          before = { ...after, script: found ?? after.script };
        }
      },
    ),
    { numRuns: 4000 },
  );
  // the law would hold for a function that never answers, too
  expect(reread).toBeGreaterThan(1000);
});

describe("of what stays", () => {
  const text = "a 1\nb 2\nc <<E\n$x\nE\nd 4\ne 5\n";
  const typed = text.replace("d 4", "d 45");
  const reread = () => rereadScript(read(text), read(typed));

  test("statements in front are the same objects", () => {
    const before = read(text);
    const after = rereadScript(before, read(typed));
    expect(
      after?.statements.slice(0, 3).map((each, index) => each === before.script.statements[index]),
    ).toEqual([true, true, true]);
  });

  test("statements behind are moved", () =>
    expect(reread()?.statements.at(-1)?.span).toEqual({ start: 24, end: 27 }));

  test("a script that only moves keeps its statements", () => {
    const before = read(text);
    const after = read(`\n${text}`, 1);
    expect(rereadScript(before, after)).toEqual(after.script);
  });
});

test.each([
  ["opens a quote", "a\nb\nc\n", "a\nb'\nc\n"],
  ["opens a here-document", "a\nb\nc\n", "a\nb <<E\nc\n"],
  ["continues a line", "a\nb\nc\n", "a\nb \\\nc\n"],
  ["stands in a script with errors", "a\nb\nfi\n", "a\nbb\nfi\n"],
  ["has the line ends of Windows", "a\r\nb\r\nc\r\n", "a\r\nbb\r\nc\r\n"],
  ["opens an expansion that the parser takes for whole", "a\n${x}\n}\n", "a\n${|x\n}\n"],
  ["waits for its command", "a\nb\nc\n", "a\n!\nc\n"],
])("all is read anew where a change %s", (_, before, after) =>
  expect(rereadScript(read(before), read(after))).toBeUndefined(),
);
