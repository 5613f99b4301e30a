/** The colors that Kate's highlighter gives to a recipe, with `editors/kate` where `docs/editors.md` has people copy it. */

import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, it } from "vitest";
import { describeReal, must } from "./programs.ts";

const RECIPE = `# base
Bootstrap: docker # hosted
from: ubuntu:{{ TAG }}
Vendor: x \\
  y

%arguments
    TAG=24.04

%Post -c /bin/bash
    if true; then echo "a"; fi

%files from one
    "a b" /c{{ TAG }}

%applabels tool
    org.x some value
%APPLABELS tool
`;

/** The same with the style before every run of characters that has one. */
const COLORED = `‹comment›# base‹›
‹keyword›Bootstrap‹›: ‹builtin›docker‹› ‹comment›# hosted‹›
‹keyword›from‹›: ‹string›ubuntu:‹›‹preprocessor›{{ TAG }}‹›
‹variable›Vendor‹›: ‹string›x‹› \\
  ‹string›y‹›

‹keyword›%arguments‹›
‹variable›    TAG‹›=‹string›24.04‹›

‹keyword›%Post‹›‹variable› -c /bin/bash‹›
    ‹keyword›if‹› ‹function›true‹›‹keyword›;‹› ‹keyword›then‹› ‹builtin›echo‹› ‹string›&quot;a&quot;‹›‹keyword›;‹› ‹keyword›fi‹›

‹keyword›%files‹›‹variable› from one‹›
    ‹string›&quot;a b&quot;‹› ‹string›/c‹›‹preprocessor›{{ TAG }}‹›

‹keyword›%applabels‹›‹variable› tool‹›
‹variable›    org.x‹› ‹string›some‹› ‹string›value‹›
‹error›%APPLABELS tool‹›
`;

/** What the theme of the highlighter has for its styles. */
const styles: Readonly<Record<string, string>> = {
  "color:#898887;": "comment",
  "font-weight:bold;": "keyword",
  "color:#644a9b;font-weight:bold;": "builtin",
  "color:#644a9b;": "function",
  "color:#bf0303;": "string",
  "color:#0057ae;": "variable",
  "color:#006e28;": "preprocessor",
  "color:#bf0303;text-decoration:underline;": "error",
};

describeReal("colors in Kate", ["kate-syntax-highlighter"], () => {
  const folder = mkdtempSync(join(tmpdir(), "deftools-kate-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("knows recipes, and tells headers, sections, placeholders and shell apart", () => {
    const definition = "org.kde.syntax-highlighting/syntax/singularity-def.xml";
    cpSync(resolve(import.meta.dirname, "../../editors/kate/singularity-def.xml"), join(folder, definition));
    writeFileSync(join(folder, "image.def"), RECIPE);
    const page = must("kate-syntax-highlighter", ["image.def"], {
      cwd: folder,
      env: { HOME: folder, XDG_DATA_HOME: folder, QT_QPA_PLATFORM: "offscreen" },
    });
    const body = /<pre>\n([\s\S]*)<\/pre>/.exec(page)?.[1] ?? page;
    const said = body
      .replace(/<span style="([^"]*)">/g, (_, style: string) => `‹${styles[style] ?? style}›`)
      .replaceAll("</span>", "‹›");
    expect(said).toBe(COLORED);
  });
});
