/** What folds: every marked range, and nothing else. */

import { readMarks } from "@deftools/testkit";
import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { foldingRanges } from "../../src/features/folding-ranges.ts";

const check = (marked: string, comments = 0): void => {
  const { text, ranges } = readMarks(marked);
  const found = foldingRanges(analyze(text).recipe);
  expect(found.map(({ span }) => span)).toEqual(ranges);
  expect(found.filter(({ kind }) => kind === "comment")).toHaveLength(comments);
};

test("headers, continued values and sections", () => {
  check(`
«Bootstrap: yum
«Include: a \\
  b»
OSVersion: 9»

«%help
    Text.»


«%files
    a
    b»

%labels
`);
});

test("stages, when there are several", () => {
  check("««Bootstrap: docker\nFrom: a»\n\n«%post\n    true»»\n\n«Bootstrap: docker\nFrom: b»\n");
});

test("commands over several lines, blocks up to the line that closes them, here-documents", () => {
  check(`
«%post
    «apt-get install -y \\
        git»
    «if true; then
        cat «<<END
text
END»»
    fi
    «f() {
        true»
    }
    for x in a; do true; done»
`);
});

test("comments of two lines and more", () => {
  check(
    "«# one\n# two»\nBootstrap: docker\n\n«%post\n    true # three\n    «# four\n    # five»\n    true»\n\n«%files\n    «# a\n    # b»\n    c»\n",
    3,
  );
});

test("a line belongs to the range that it begins", () => {
  check("«%post\n    «a \\\n      b \\»\n      && c; «d \\\n      e»»\n");
  check("«%post\n    a \\\n      b; «c \\\n      d»»\n");
});

test("a here-document that nothing closes ends with its section", () => {
  check("«%post\n    cat «<<END\ntext»»\n%test\n");
});

test("one line does not fold, whatever is in it", () => {
  check("Bootstrap: docker\n\n%post\n\n\n%test\n");
  check("");
});
