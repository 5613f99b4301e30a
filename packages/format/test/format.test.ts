/** What the options do, and what stays as it is in places where tidying would be wrong. */

import { type FormatOptions, format, meaningOf } from "@deftools/format";
import { parse } from "@deftools/grammar";
import { applyEdits } from "@deftools/text";
import { describe, expect, it } from "vitest";

const formatted = (text: string, options?: FormatOptions): string => applyEdits(text, format(text, options));
const header = "Bootstrap: docker\nFrom: debian:12\n\n";

it("takes a text or its tree", () => {
  const text = "bootstrap:docker\n";
  expect(format(parse(text))).toEqual(format(text));
});

it("gives edits no longer than what changes", () => {
  expect(format("Bootstrap:docker\nFrom: x\n")).toEqual([{ span: { start: 10, end: 10 }, text: " " }]);
});

describe("indent", () => {
  it.each([
    ["two blanks as the script has", "%files\na b\n\n%post\n  true\n", "%files\n  a b\n\n%post\n  true\n"],
    ["a tab as the script has", "%files\n  a b\n\n%post\n\ttrue\n", "%files\n\ta b\n\n%post\n\ttrue\n"],
    ["its own, below scripts without", "%files\n  a b\n\n%post\ntrue\n", "%files\n  a b\n\n%post\ntrue\n"],
    ["none where nothing has", "%files\na b\n\n%post\ntrue\n", "%files\na b\n\n%post\ntrue\n"],
    ["four blanks where nothing tells", "%files\n# a\n", "%files\n    # a\n"],
  ])("is %s", (_name, body, expected) => {
    expect(formatted(header + body)).toBe(header + expected);
  });
  it("is what is asked for", () => {
    expect(formatted(`${header}%files\na b\n`, { indent: "\t" })).toBe(`${header}%files\n\ta b\n`);
  });
});

describe("arguments", () => {
  const text = `${header}%arguments\n A =  1  2\n   # why\nno pair  \n\n\n  B=\n%post\n true\n`;
  it("are kept as the engines keep them", () => {
    expect(formatted(text)).toBe(text);
  });
  it("become tidy when asked for, with the same values", () => {
    const tidy = formatted(text, { arguments: "tidy" });
    expect(tidy).toBe(`${header}%arguments\n A=1  2\n # why\nno pair  \n\n B=\n\n%post\n true\n`);
    expect(meaningOf(tidy, { arguments: "tidy" })).toEqual(meaningOf(text, { arguments: "tidy" }));
  });
});

describe("stays as it is:", () => {
  it.each([
    ["a byte order mark's line", "\ufeffbootstrap:docker\n"],
    ["a key no engine knows", `${header} Colour :red\n`],
    ["an indented Bootstrap below other keys", "Bootstrap: docker\n bootstrap : library\n"],
    ["an empty argument that replaces another", `${header}%post -e\n true\n%post \n true\n`],
    ["a file that is refused in words that repeat its line", "%POST\n"],
    ["a blank line that ends a script", `${header}%post\n true\n\n\n%test\n true\n`],
    ["blanks that make %files ignored", `${header}%files  \n    a b\n`],
    ["a header that a value may end", "Bootstrap: docker\nInclude: a \\\n{{ A }}\n%post\n true\n"],
    ["a section that a value may end", `${header}%files\n{{ A }}\n\n\n    a b\n`],
    ["the words behind a placeholder", `${header}%files\n    a {{ B }}  c\n`],
    ["a blank behind a name, where a value above may bring an argument", `${header}%help\n{{ A }}\n%post \n`],
    ["labels that the engine glues", "%labels\nA b\n%labels\n  C d\n"],
    ["an app section", `${header}%appfiles  a \n a   b\n`],
    ["an empty file", ""],
    ["a blank file", " \n\n"],
  ])("%s", (_name, text) => {
    expect(format(text)).toEqual([]);
  });
});

it("ends a last line that a lone carriage return ends, without doubling it", () => {
  expect(formatted("Bootstrap: docker\r\nFrom: a\r")).toBe("Bootstrap: docker\r\nFrom: a\r\n");
});
