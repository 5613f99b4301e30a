/** What `--bind` lends. */

import { expect, it } from "vitest";
import { readBinds } from "../src/bind-option.ts";

it.each([
  ["data", [{ source: "/home/ada/data", target: "/home/ada/data" }]],
  ["/a:/b", [{ source: "/a", target: "/b" }]],
  [
    "../a:/b:ro,/c:/d:rw",
    [
      { source: "/home/a", target: "/b", readOnly: true },
      { source: "/c", target: "/d" },
    ],
  ],
])("%s", (word, binds) => {
  expect(readBinds([word], "/home/ada")).toEqual(binds);
});

it.each(["", ":/a", "/a:b", "/a:/b:rx", "/a:/b:ro:x"])('"%s" is refused, with an example', (word) => {
  expect(() => readBinds([word], "/")).toThrow(
    expect.objectContaining({ code: "defbuild/bad-bind", hint: expect.stringContaining("write --bind") }),
  );
});
