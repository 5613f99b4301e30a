/** The colors that real editors of Vim's kind give to a recipe, with `editors/vim` where `docs/editors.md` has people copy it. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { vimPlugin } from "./editor-setup.ts";
import { describeReal, must } from "./programs.ts";

const RECIPE = `# base
Bootstrap: docker # hosted
from: ubuntu:{{ TAG }}
OtherURL3: http://a \\
  b
Vendor: x

%arguments
    TAG=24.04

%Post -c /bin/bash
    echo "open {{ TAG }}
    if true; then cat <<EOF

%files from one
    # list
    "a b" /c{{ TAG }}

%labels
    org.x some value

%applabels tool
%APPLABELS tool

%help
    About {{ TAG }}
  %test
`;

/** The same with the group before every run of characters; those of Vim's shell differ by version, and count as one. */
const COLORED = `‹Comment›# base
‹Key›Bootstrap‹Header›: ‹Agent›docker‹Header› ‹Remark›# hosted
‹Key›from‹Header›: ‹Value›ubuntu:‹Placeholder›{{ TAG }}
‹Key›OtherURL3‹Header›: ‹Value›http://a‹Header› \\
‹Header›  ‹Value›b
‹UnknownKey›Vendor‹Header›: ‹Value›x

‹Section›%arguments
‹Arguments›    ‹Argument›TAG‹Equals›=‹Pair›24.04

‹Section›%Post‹SectionLine› -c /bin/bash
‹Script›    ‹sh›echo "open ‹Placeholder›{{ TAG }}
‹sh›    if true; then cat <<EOF

‹Section›%files‹SectionLine› from one
‹Comment›    # list
‹Files›    ‹Path›"a b"‹Files› ‹Path›/c‹Placeholder›{{ TAG }}

‹Section›%labels
‹Labels›    ‹Label›org.x‹Labels› ‹Pair›some value

‹Section›%applabels‹SectionLine› tool
‹UnknownSection›%APPLABELS tool

‹Section›%help
‹Text›    About ‹Placeholder›{{ TAG }}
‹UnknownSection›  %test
`;

/** Writes the recipe with the groups of its characters. */
const drive = `
function! Colored(number, line)
  let [said, last] = ['', '']
  for column in range(1, len(a:line))
    let name = synIDattr(synID(a:number, column, 1), 'name')
    let name = name =~# '^singularityDef' ? name[14:] : 'sh'
    let said .= (name ==# last ? '' : '‹' . name . '›') . a:line[column - 1]
    let last = name
  endfor
  return said
endfunction
call writefile(map(getline(1, '$'), {index, line -> Colored(index + 1, line)}), 'said')
call writefile([&filetype, &commentstring], 'options')
qall!
`;

for (const { editor, args, site } of [
  { editor: "vim", args: ["-es", "-N", "-u", "rc"], site: ".vim" },
  { editor: "nvim", args: ["--headless", "-u", "rc"], site: "nvim/site" },
])
  describeReal(`colors in ${editor}`, [editor], () => {
    const folder = mkdtempSync(join(tmpdir(), "deftools-colors-"));
    afterAll(() => rmSync(folder, { recursive: true }));
    beforeAll(() => {
      cpSync(vimPlugin, join(folder, site, "pack/deftools/start/deftools"), { recursive: true });
      writeFileSync(join(folder, "rc"), "set encoding=utf-8\nfiletype plugin on\nsyntax on\n");
      writeFileSync(join(folder, "drive.vim"), `scriptencoding utf-8\n${drive}`);
      writeFileSync(join(folder, "image.def"), RECIPE);
      writeFileSync(join(folder, "kernel.def"), "EXPORTS\n  f\n");
      must("chmod", ["-R", "a+rwX", folder]);
      const env = { HOME: folder, XDG_DATA_HOME: folder, XDG_STATE_HOME: folder, XDG_CACHE_HOME: folder };
      must(editor, [...args, "image.def", "-S", "drive.vim"], { cwd: folder, env });
      const other = "call writefile([&filetype], 'other') | qall!";
      must(editor, [...args, "kernel.def", "-c", other], { cwd: folder, env });
    });
    const said = (name: string): string => readFileSync(join(folder, name), "utf8");

    it("knows recipes, and what else is called .def", () => {
      expect(said("options")).toBe("singularity-def\n# %s\n");
      expect(said("other")).not.toContain("singularity-def");
    });
    it("tells headers, sections, placeholders and shell apart, and no script swallows the next section", () => {
      expect(said("said")).toBe(COLORED);
    });
  });
