/** Scripts as shfmt prints them: blanks change, commands, here-documents and everything outside of scripts do not. */

import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { engines, parse } from "@deftools/grammar";
import { understand, verdict } from "@deftools/recipe";
import { applyEdits } from "@deftools/text";
import { describe, expect, it } from "vitest";
import { formatScripts } from "../src/index.ts";

const formatted = async (text: string): Promise<string> =>
  applyEdits(text, await formatScripts(understand(parse(text))));

const header = "Bootstrap: docker\nFrom: debian:12\n\n";

describe("scripts", () => {
  it.each([
    ["words and redirects", "%post\n    echo   a  >  /b\n", "%post\n    echo a >/b\n"],
    ["blocks", "%post\n  if true;then\n  echo a\n  fi\n", "%post\n  if true; then\n      echo a\n  fi\n"],
    ["tabs", "%post\n\tif true;then\n\techo a\n\tfi\n", "%post\n\tif true; then\n\t\techo a\n\tfi\n"],
    ["placeholders", "%post\n  echo {{ X }}   {{Y}}\n", "%post\n  echo {{ X }} {{Y}}\n"],
    [
      "blank lines at both ends",
      "%post\n\n  echo   a\n\n\n%test\n  true\n",
      "%post\n\n  echo a\n\n\n%test\n  true\n",
    ],
    ["comments", "%post\n  # why\n  echo   a   # because\n", "%post\n  # why\n  echo a # because\n"],
  ])("tidies %s", async (_name, before, after) => {
    expect(await formatted(header + before)).toBe(header + after);
  });

  it.each([
    ["a here-document", "%post\n    cat <<END\n  two   blanks\nEND\n"],
    ["quoted lines", "%post\n    echo 'one\n  two   blanks'\n"],
    ["a script with errors", "%post\n  if   true\n"],
    ["another language", "%runscript\n#!/usr/bin/python3\nprint(  1  )\n"],
    ["CRLF", "%post\r\n  echo   a\r\n"],
    ["help", "%help\n  echo   a\n"],
    ["what would open a section", "%post\n  echo \\\n    a; %x\n"],
  ])("leaves %s alone", async (_name, script) => {
    expect(await formatted(header + script)).toBe(header + script);
  });

  it("keep the verdict of every engine, and settle at once, for the whole corpus", async () => {
    const corpus = resolve(import.meta.dirname, "../../../test/corpus");
    for (const name of globSync("*.def", { cwd: corpus })) {
      const text = readFileSync(join(corpus, name), "utf8");
      const done = await formatted(text);
      expect(await formatted(done), name).toBe(done);
      for (const { id } of engines) {
        const [before, after] = [verdict(text, id), verdict(done, id)];
        expect(after.verdict, name).toBe(before.verdict);
        if (before.verdict === "accept" && after.verdict === "accept")
          expect(after.stages.map(({ stage }) => stage.header)).toEqual(
            before.stages.map(({ stage }) => stage.header),
          );
      }
    }
  });
});
