/** Which program reads a script, and its tree. */

import { commandsIn } from "@deftools/shell";
import { describe, expect, test } from "vitest";
import { stageOf } from "./recipe.ts";

const scripts = (sections: string) => stageOf(`Bootstrap: scratch\n${sections}`).scripts;

describe("the interpreter", () => {
  test.each([
    ["%post\nx", "/bin/sh", "sh", true],
    ["%post -u\nx", "/bin/sh", "sh", true],
    ["%post +e\nx", "/bin/sh", "sh", false],
    ["%pre\n#!/bin/bash\nx", "/bin/sh", "sh", true],
    ["%post -c /bin/bash\nx", "/bin/bash", "bash", false],
    ["%post -c /bin/bash -e # why\nx", "/bin/bash", "bash", true],
    ["%post -c /bin/bash -o errexit\nx", "/bin/bash", "bash", true],
    ["%setup -c /usr/bin/env python3\nx", "python3", "other", false],
    ["%post -c\nx", "/bin/sh", "sh", true],
    ["%runscript\nx", "/bin/sh", "sh", false],
    ["%runscript\n#!/bin/bash -e\nx", "/bin/bash", "bash", true],
    ["%runscript\n  #! /usr/bin/env bash\nx", "bash", "bash", false],
    ["%runscript\n\n#!/bin/bash\nx", "/bin/sh", "sh", false],
    ["%test\r\n#!/usr/bin/env -S bash -eu\r\nx", "bash", "bash", true],
    ["%test -e\n#!/usr/bin/python\nx", "/usr/bin/python", "other", true],
    ["%startscript\nx\n", "/bin/sh", "sh", false],
    ["%environment\n#!/bin/bash\nx", "/bin/sh", "sh", false],
    ["%apprun a\n#!/bin/bash\nx", "/bin/sh", "sh", false],
    ["%appinstall a\nx", "/bin/sh", "sh", true],
    ["%appinstall a -c bash\nx", "/bin/sh", "sh", true],
  ])("%j", (section, interpreter, dialect, exitsOnError) => {
    const [script] = scripts(section);
    expect([script?.interpreter, script?.dialect, script?.exitsOnError]).toEqual([
      interpreter,
      dialect,
      exitsOnError,
    ]);
  });

  test("is one for all sections of a type: the last arguments, the first line", () => {
    const found = scripts(
      "%post -c bash\nx\n%post\ny\n%runscript\n%runscript\n#!/bin/bash\n%runscript\n#!/bin/sh\n%appinstall a\nz\n",
    );
    expect(found.map(({ section, interpreter }) => [section, interpreter])).toEqual([
      ["post", "bash"],
      ["post", "bash"],
      ["runscript", "/bin/bash"],
      ["runscript", "/bin/bash"],
      ["runscript", "/bin/bash"],
      ["appinstall", "bash"],
    ]);
  });
});

describe("the tree", () => {
  test("has placeholders masked and stands in the file", () => {
    const text = "Bootstrap: scratch\n%post\napt-get install {{ p }}=1\n";
    const script = stageOf(text).scripts[0];
    const word = script && commandsIn(script.tree)[0]?.command.arguments[1];
    expect(word?.text).toBe("{{ p }}=1");
    expect(word?.span.start).toBe(text.indexOf("{{"));
  });

  test("is made once", () => {
    const script = scripts("%post\nx\n")[0];
    expect(script?.tree).toBe(script?.tree);
  });

  test("is empty where no shell reads", () => {
    expect(scripts("%runscript\n#!/usr/bin/python\nprint(')')\n")[0]?.tree).toMatchObject({
      statements: [],
      errors: [],
    });
  });
});
