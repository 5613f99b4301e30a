/** What the language server of the shell is shown: one script, at its own lines and columns, and nothing that is none of its business. */

import { readMarks } from "@deftools/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { analyze } from "../../src/analysis.ts";
import { shellDocumentAt } from "../../src/features/shell-document.ts";

/** Its lines without the blanks around them, empty ones left out, at the cursor of a recipe. */
const shown = (marked: string): readonly string[] | undefined => {
  const { text, cursor = 0 } = readMarks(marked);
  return shellDocumentAt(analyze(text).recipe, cursor)
    ?.text.split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
};

const HEAD = "Bootstrap: docker\nFrom: a:1\n";

describe("the script of a place", () => {
  it("is what the engine reads as one, without what else is there", () => {
    const text = `${HEAD}%post\n  a‸\n%labels\n  b 1\n%runscript\n  c\n%post\n  d\n%appinstall x\n  e\n`;
    expect(shown(text)).toEqual(["a", "d", "e"]);
    expect(shown(text.replace("‸", "").replace("c\n", "c‸\n"))).toEqual(["c"]);
  });
  it("is none in other languages, in lines of sections, and in all else", () => {
    for (const text of [
      "%post -c /usr/bin/python3\n  a‸\n",
      "%test\n#!/usr/bin/python3\n  a‸\n",
      "%po‸st\n  a\n",
      "%labels\n  a‸ 1\n",
      "%files\n  a‸\n",
      "%help\n  a‸\n",
    ])
      expect(shown(HEAD + text), text).toBeUndefined();
    expect(shown("Bootstrap: ‸docker\n")).toBeUndefined();
  });
  it("has words in the place of placeholders, and is none inside of them", () => {
    expect(shown(`${HEAD}%post\n  make {{ A }} B={{ B }}‸\n`)).toEqual(["make _______ B=_______"]);
    expect(shown(`${HEAD}%post\n  make {{ A‸ }}\n`)).toBeUndefined();
    expect(shown(`${HEAD}%post\n  make {{ ‸\n`)).toBeUndefined();
  });
  it("reads no file of this machine in the place of one in the image", () => {
    expect(shown(`${HEAD}%post\n  . /etc/profile‸\n  source "$HOME/x" 1\n`)).toEqual([
      ". ____________",
      "source _________ 1",
    ]);
    expect(shown(`${HEAD}%setup\n  . ./lib.sh‸\n`)).toEqual([". ./lib.sh"]);
  });
  it("continues lines where they are continued, whatever ends them", () => {
    expect(shown(`${HEAD}%post\n  a \\\n    b\n  c \\\\\n  d‸\n`.replaceAll("\n", "\r\n"))).toEqual([
      "a  \\",
      "b",
      "c \\\\",
      "d",
    ]);
  });
});

it("has every place of every text where it was", () => {
  const piece = fc.constantFrom(
    ...["%post", "%runscript", "%labels", "%pre -c python3", "a \\", "{{ A }}", "{{", ". x", "é😀", "\\"],
    ...["\n", "\n", "\n", "\r\n", "\r", " "],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.nat({ max: 60 }), (pieces, left) => {
      const text = `${HEAD}%post\n${pieces.join("")}`;
      const document = shellDocumentAt(analyze(text).recipe, Math.max(0, text.length - left));
      fc.pre(document !== undefined);
      expect(document.text).toHaveLength(text.length);
      const [before, after] = [text, document.text].map((each) => TextDocument.create("", "", 0, each));
      // by feeds alone, as parsers of shells count
      expect(document.text.split("\n")).toHaveLength(before?.lineCount ?? 0);
      for (const offset of text.split("").keys()) {
        if (text[offset] === "\r" || text[offset] === "\n") continue;
        expect(after?.positionAt(offset)).toEqual(before?.positionAt(offset));
      }
    }),
  );
});
