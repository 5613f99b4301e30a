/** Definitions and references of every kind of name: at the cursor, all marked places are found and no other. */

import { readMarks } from "@deftools/testkit";
import { textAt } from "@deftools/text";
import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { definitions } from "../../src/features/definition.ts";
import { references } from "../../src/features/references.ts";

/** Checks the marks and returns how many of them are definitions. */
const check = (marked: string): number => {
  const { text, cursor = 0, ranges } = readMarks(marked);
  const { recipe } = analyze(text);
  expect(references(recipe, cursor).map(({ span }) => span)).toEqual(ranges);
  const defined = definitions(recipe, cursor);
  for (const span of defined) expect(ranges).toContainEqual(span);
  return defined.length;
};

test("a stage, from its copy", () => {
  const stages =
    "Bootstrap: docker\nFrom: a\nStage: «build»\n\nBootstrap: docker\nFrom: b\n\n%files from «bu‸ild»\n    /x\n";
  expect(check(stages)).toBe(1);
  expect(check(stages.replace("‸", "").replace("Stage: «", "Stage: «‸"))).toBe(1);
  expect(check("Bootstrap: docker\nFrom: b\n\n%files from «no‸pe»\n    /x\n")).toBe(0);
});

test("a build argument, in its stage only", () => {
  expect(
    check(`
Bootstrap: docker
From: ubuntu:{{ «VER‸SION» }}

%arguments
    «VERSION»=22.04

%post
    echo {{«VERSION»}} # {{ «VERSION» }}

Bootstrap: docker
From: ubuntu:{{ VERSION }}
`),
  ).toBe(1);
  expect(check("Bootstrap: docker\nFrom: {{ «lo‸ne» }}\n")).toBe(0);
});

test("an app, by all its sections", () => {
  expect(check("Bootstrap: docker\n%appinstall «one»\n%apprun two\n%appenv «o‸ne»\n")).toBe(1);
});

test("a shell variable, wherever its script sets and reads it", () => {
  expect(
    check(`
Bootstrap: docker
%post
    «V»=1
    export «V»
    echo "$«V‸»" \${«V»:-x} \${#«V»} $((«V» + 1)) \`echo $«V»\` $V2
    cat <<END
    $«V»
END
    for «V» in a b; do read «V»; done
    unset «V»
%post
    echo $«V»
%appinstall one
    echo $«V»
%test
    V=2
`),
  ).toBe(3);
});

test("what %environment exports, in the scripts that run after it", () => {
  const marked = `
Bootstrap: docker
%environment
    export «HERE»=1
    there=2
%appenv one
    echo $«HERE»
%apprun one
    echo $«HERE»
%runscript
    echo $«HE‸RE» $there
%post
    echo $HERE
`;
  expect(check(marked)).toBe(1);
  expect(check(marked.replace(/[«»‸]/g, "").replace("$there", "$«the‸re»"))).toBe(0);
});

test("what a build writes to the file of the environment, in the scripts that run with it", () => {
  const marked = `
Bootstrap: docker
%post
    HERE=0
    echo 'export «HERE»=1' >> "$APPTAINER_ENVIRONMENT"
    cat >> $SINGULARITY_ENVIRONMENT <<'END'
export OTHER=2
export «HERE»=3
END
    echo "export $HERE=1" >> /elsewhere
%runscript
    echo $«HE‸RE»
%apprun one
    echo $«HERE»
%setup
    echo $HERE
`;
  expect(check(marked)).toBe(2);
});

test("the key of a label, wherever it is set: of the image, or of one app", () => {
  const marked = `
Bootstrap: docker
%labels
    «Ver‸sion» 1
    Version.x 2
%post
    echo "«Version» 2" >> $APPTAINER_LABELS
    printf 'Version 2' >> /elsewhere
%labels
    «Version» 3
%applabels one
    Version 4
`;
  expect(check(marked)).toBe(3);
  expect(check("Bootstrap: docker\n%labels\n    Version 1\n%applabels one\n    «‸Version» 4\n")).toBe(1);
});

test("a local variable stays in its function", () => {
  expect(
    check(`
Bootstrap: docker
%post
    one() { local «x»=1; echo $«‸x»; }
    x=2
    two() { echo $x; }
`),
  ).toBe(1);
});

test("a shell function", () => {
  expect(
    check(`
Bootstrap: docker
%post
    «say»() { echo "$1"; }
    «sa‸y» hello && «say» bye
    echo say
%test
    say
`),
  ).toBe(1);
});

test("of names in names, the inner one", () => {
  expect(
    check("Bootstrap: docker\nStage: a\n\n%post\n    X=1\n    f() { echo; }\n    echo {{ «‸X» }} $X\n"),
  ).toBe(0);
});

test("a variable that a command takes by its name", () => {
  expect(
    check(`
Bootstrap: docker
%post -c /bin/bash
    read -r -p V -a «V»
    getopts V «V»
    printf -v «V» %s "$«V»"
    mapfile -t «V» < V
    [ -v «V» ] && [[ -v «V» ]] || test V -v «V‸»
    (( «V» = «V» + 1 )) ; : $((«V»++)) $((«V» == 1)) \${«V»:=V}
    unset -f V
`),
  ).toBe(7);
});

test("a function that a command takes by its name", () => {
  expect(
    check(`
Bootstrap: docker
%post
    «clean»() { rm -f x; }
    trap «clean» EXIT
    trap '«cle‸an»' INT
    trap 'clean; echo' TERM
    export -f «clean» && export clean
    command clean
`),
  ).toBe(1);
});

test("positional parameters, quoted text and plain words are no names", () => {
  for (const marked of ["%post\n    echo $‸1\n", "%post\n    V=1; echo '$V‸'\n", "%post\n    ec‸ho V\n", "‸"])
    expect(check(marked)).toBe(0);
});

test("a name written otherwise than it is read is none", () => {
  const { text } = readMarks("Bootstrap: docker\nStage: a\\\nb\n");
  expect(textAt(text, { start: 0, end: 9 })).toBe("Bootstrap");
  expect(references(analyze(text).recipe, text.indexOf("a\\"))).toEqual([]);
});
