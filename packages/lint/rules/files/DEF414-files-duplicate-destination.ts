/** DEF414: two files copied to one place. */

import { absolutePath, defineRule } from "@deftools/lint";
import type { Copy } from "@deftools/recipe";

export default defineRule<{ readonly destination: string; readonly source: string }>({
  code: "DEF414",
  name: "files-duplicate-destination",
  severity: "warning",
  summary: "Two lines of `%files` copy to the same file; the later wins.",
  why: `
Lines are copied from top to bottom, and each overwrites what is there: of two files copied to \`/a.txt\` Apptainer 1.4.5 keeps the second, and reports both as copied.`,
  sources: ["https://apptainer.org/docs/user/latest/definition_files.html#files"],
  message: ({ destination, source }) =>
    `"${destination}" has been copied from "${source}" above, and is overwritten`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    default.conf /etc/tool.conf
    site.conf «/etc/tool.conf»
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    a.csv /opt/data
    b.csv /opt/data
    c.csv /opt/c.csv
`,
  ],

  check(recipe, report) {
    for (const { copies } of recipe.stages) {
      const seen = new Map<string, Copy>();
      for (const copy of copies) {
        const path = filePath(copy);
        const { destination, source } = copy;
        if (path === undefined || !destination) continue;
        const before = seen.get(path);
        if (before && before.source.text !== source.text)
          report(destination.span, { destination: destination.text, source: before.source.text });
        seen.set(path, copy);
      }
    }
  },
});

/** Where a line puts one file; a name without the ending of its source may be a folder. */
const filePath = ({ source, destination, app, skipped }: Copy): string | undefined => {
  const ending = /[^/]\.\w{1,5}$/.exec(source.text)?.[0].slice(1);
  if (!destination || !ending || app || skipped || !destination.text.endsWith(ending)) return undefined;
  return absolutePath(destination.text, "/");
};
