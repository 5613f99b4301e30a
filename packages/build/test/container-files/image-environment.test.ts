/** The variables of an image's config, set by a real `/bin/sh`. */

import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { imageEnvironment } from "../../src/container-files/image-environment.ts";

const textOf = (env: readonly string[]): string => {
  const entry = imageEnvironment(env);
  return entry.kind === "file" ? entry.text : "";
};

/** The value of a variable after the file was sourced. */
const valueAfter = (name: string, env: readonly string[], outside: Readonly<Record<string, string>> = {}) =>
  spawnSync("/bin/sh", ["-euc", `${textOf(env)}\nprintf %s "$${name}"`], { env: outside, encoding: "utf8" })
    .stdout;

describe("values arrive unharmed", () => {
  it.each([
    ["quotes", 'it\'s "q"'],
    ["a dollar", "$HOME/x ${A} $(id)"],
    ["backticks", "`id`"],
    ["backslashes", "a\\b\\n"],
    ["line ends", "l1\nl2\n"],
    ["an equals sign", "a=b=c"],
    ["blanks", "  a  b  "],
    ["an exclamation mark", "!x"],
    ["no ASCII", "日本 ü"],
    ["nothing", ""],
  ])("%s", (_name, value) => {
    expect(valueAfter("V", [`V=${value}`])).toBe(value);
  });
});

it("lets a variable that is set win, and an empty one not", () => {
  expect(valueAfter("V", ["V=image"], { V: "caller" })).toBe("caller");
  expect(valueAfter("V", ["V=image"], { V: "" })).toBe("image");
});
it("sets PATH whatever it was", () => {
  expect(valueAfter("PATH", ["PATH=/image/bin"], { PATH: "/usr/bin" })).toBe("/image/bin");
});
it("exports an entry without a value as it is, or empty", () => {
  expect(valueAfter("V", ["V"], { V: "caller" })).toBe("caller");
  expect(valueAfter("V", ["V"])).toBe("");
});
it("leaves out names that no shell can set", () => {
  expect(textOf(["a-b=1", "1A=2", "=3", "x y=4"])).toBe("#!/bin/sh\n");
});
