/** What is colored as what. */

import { textAt } from "@deftools/text";
import fc from "fast-check";
import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { semanticTokens } from "../../src/features/semantic-tokens.ts";

/** Line by line `text:kind`, with `!` where a name is defined. */
const colors = (text: string): readonly string[] => {
  const lines = text.split("\n").map((): string[] => []);
  const { recipe } = analyze(text);
  for (const { span, kind, definition } of semanticTokens(recipe))
    lines[recipe.lines.position(span.start).line]?.push(
      `${textAt(text, span)}:${kind}${definition ? "!" : ""}`,
    );
  return lines.map((line) => line.join(" ")).filter((line) => line !== "");
};

test("headers, with agents and stages, and comments", () => {
  expect(
    colors("Bootstrap: docker # base\nFrom: ubuntu:{{ v }}\nStage: a\nNope: x\nBootstrap2: b\n"),
  ).toEqual([
    "Bootstrap:key ::operator docker:agent # base:comment",
    "From:key ::operator ubuntu::value {{ v }}:placeholder",
    "Stage:key ::operator a:stage!",
  ]);
});

test("section lines with their arguments", () => {
  expect(
    colors(
      '%post -c /bin/bash # why\n%files from build\n    a "b c" d\n%apprun one\n%nope x\n%help\n    if text\n',
    ),
  ).toEqual([
    "%post:section -c:option /bin/bash:option # why:comment",
    "%files:section from:section build:stage",
    'a:path "b c":path',
    "%apprun:section one:app",
    "%help:section",
  ]);
});

test("labels and arguments", () => {
  expect(colors("%labels\n    # who\n    Author A B\n%arguments\n    v=1\n")).toEqual([
    "%labels:section",
    "# who:comment",
    "Author:label A B:string",
    "%arguments:section",
    "v:placeholder! 1:string",
  ]);
});

test("scripts", () => {
  expect(
    colors(`%post
    V=1; export W="a $V" # note
    apt-get install -y --no-install-recommends 'x'*
    if [ -f ~/x ] && ! go {{ if }}; then echo if done; fi
    for f in $(ls -l); do say "\${f}"; done
    say() { echo; }
    cat > x <<'END' | wc
if $V
END
    cat <<E
    $V
E
`),
  ).toEqual([
    "%post:section",
    'V:variable! ;:operator export:command W:variable! "a :string $V:variable ":string # note:comment',
    "apt-get:command -y:option --no-install-recommends:option 'x':string *:operator",
    "if:keyword [:command -f:option ~:operator &&:operator !:operator go:command {{ if }}:placeholder ;:operator then:keyword echo:command ;:operator fi:keyword",
    'for:keyword f:variable! in:keyword (:operator ls:command -l:option );:operator do:keyword say:function ":string ${f}:variable ":string ;:operator done:keyword',
    "say:function! ():operator {:operator echo:command ;:operator }:operator",
    "cat:command >:operator <<:operator 'END':string |:operator wc:command",
    "if $V:string",
    "END:string",
    "cat:command <<:operator E:string",
    "    :string $V:variable",
    "E:string",
  ]);
});

test("scripts of other languages, but for their comments", () => {
  const python = "    #!/usr/bin/env python3\n    # if\n    print(if, {{ v }}) # for\n";
  const expected = ["#!/usr/bin/env python3:comment", "# if:comment", "{{ v }}:placeholder"];
  expect(colors(`%runscript\n${python}`)).toEqual(["%runscript:section", ...expected]);
  expect(colors(`%post -c /usr/bin/python3\n${python}`).slice(1)).toEqual(expected);
});

test("tokens are in order, apart from each other, within a line, and never empty; a part has those that lie in it", () => {
  const parts = fc.constantFrom(
    "%post\n",
    "\r\n",
    "  echo \"a $(b 'c\nd') e\"\n",
    "Bootstrap: docker\n",
    "%files from\n",
    "{{ x }}",
    "\\\n",
    "cat <<E\nx\nE\n",
    "if (",
    "# c",
    "\u{1f600}",
  );
  fc.assert(
    fc.property(
      fc.array(parts).map((each) => each.join("")),
      fc.nat(60),
      fc.nat(60),
      (text, start, length) => {
        const { recipe } = analyze(text);
        const all = semanticTokens(recipe);
        const part = { start: Math.min(start, text.length), end: Math.min(start + length, text.length) };
        expect(semanticTokens(recipe, part)).toEqual(
          all.filter(({ span }) => span.start < part.end && part.start < span.end),
        );
        let done = 0;
        for (const { span } of all) {
          expect(done).toBeLessThanOrEqual(span.start);
          expect(span.start).toBeLessThan(span.end);
          expect(textAt(text, span)).not.toMatch(/[\r\n]/);
          done = span.end;
        }
        expect(done).toBeLessThanOrEqual(text.length);
      },
    ),
  );
});
