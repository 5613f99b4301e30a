/** What changes together: the marked words, with the cursor at one of them. */

import { readMarks } from "@deftools/testkit";
import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { linkedEditing } from "../../src/features/linked-editing.ts";

const check = (marked: string): void => {
  const { text, cursor = 0, ranges } = readMarks(marked);
  expect(linkedEditing(analyze(text).recipe, cursor)).toEqual(ranges);
};

test("the words around a here-document", () => {
  check("%post\n    cat > x <<«EO‸F» | wc\ntext EOF\n«EOF»\n");
  check("%post\n    cat <<-'«END»'\n\ttext\n\t«END‸»\n    true\n");
  check("%post\n    cat <<A <<«B»\nA\nA\n«‸B»\n");
});

test("nothing else", () => {
  check("%post\n    cat <<EOF\nte‸xt\nEOF\n");
  check("%post\n    cat <<EO‸F\ntext\n");
  check("%post\n    cat <<E\\O‸F\ntext\nEOF\n");
  check("%help\n    cat <<EO‸F\nEOF\n");
});
