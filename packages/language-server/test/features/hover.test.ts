/** Which words are explained, and what is said about them. */

import { readMarks } from "@deftools/testkit";
import { expect, test } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { hover } from "../../src/features/hover.ts";

/** The Markdown at the cursor; it must be about the marked range. */
const explain = (marked: string): string | undefined => {
  const { text, cursor = 0, ranges } = readMarks(marked);
  const found = hover(analyze(text).recipe, cursor);
  expect(found?.span).toEqual(ranges[0]);
  return found?.markdown;
};

test("a header keyword, in any case, and what the stage's agent makes of it", () => {
  const from = explain("Bootstrap: docker\n«fr‸om»: ubuntu\n");
  expect(from).toContain("From: ubuntu:24.04");
  expect(from).toContain("With `docker`: required.");
  expect(from).toContain("Known to every engine.");
  expect(from).toContain("[Documentation](https://");
  expect(explain("bootstrap: docker\n«MirrorURL‸»: x\n")).toContain("With `docker`: ignored.");
  expect(explain("Bootstrap: arch\n«‸ConfURL»: x\n")).toContain(
    "With `arch`: optional by Apptainer 1.5, rejected by SingularityCE 4.5.",
  );
});

test("a keyword of an unknown agent is explained without it", () => {
  expect(explain("Bootstrap: nope\n«F‸rom»: x\n")).not.toContain("With");
});

test("the agent", () => {
  expect(explain("Bootstrap: «doc‸ker»\n")).toContain("OCI registry");
  expect(explain("Bootstrap: «build‸kit»\n")).toContain("Known to Apptainer 1.5.");
  expect(explain("Bootstrap: «d‸nf»\n")).toContain(
    "Known to Apptainer 1.4 and later, SingularityCE 4.3 and later.",
  );
  expect(explain("Bootstrap: «se‸lf»\n")).toContain("Known to Singularity 2.");
});

test("a section name, and what runs it here", () => {
  const post = explain("Bootstrap: docker\nFrom: a\n\n«%po‸st»\n    true\n");
  expect(post).toContain("container being built");
  expect(post).toContain("Here it is run by `/bin/sh`, and stops at the first command that fails.");
  expect(explain("«‸%post» -c /bin/bash\n    true\n")).toContain(
    "`/bin/bash`, and goes on when a command fails",
  );
  expect(explain("«%apprun‸» one\n")).toContain("run --app");
  expect(explain("«%TEST‸»\n")).toContain("Checks that the image works");
  const environment = explain("«%environ‸ment»\n    export A=1\n");
  expect(environment).toContain("a shell of their own");
  expect(environment).not.toContain("arguments here");
  expect(explain("«%run‸script»\n#!/usr/bin/python3\n")).toContain("run by `/usr/bin/python3`.");
});

test("the options of a section line", () => {
  expect(explain("%post «-c ‸/bin/bash»\n    true\n")).toContain("After `-c` comes the shell");
});

test("the base image, taken apart", () => {
  const pinned = explain("Bootstrap: docker\nFrom: «quay.io/org/‸tool:1@sha256:" + "a".repeat(64) + "»\n");
  expect(pinned).toContain("`org/tool` of `quay.io`");
  expect(pinned).toContain("Tag `1`");
  expect(pinned).toContain("always the same image");
  expect(pinned).toContain("(https://quay.io/repository/org/tool)");
  expect(explain("Bootstrap: docker\nFrom: «ubu‸ntu»\n")).toContain(
    "`library/ubuntu` of `docker.io`\n\nNo tag and no digest: `latest` is taken",
  );
  expect(explain("Bootstrap: docker\nRegistry: «quay‸.io»\nFrom: org/a\n")).toContain("`org/a` of `quay.io`");
});

test("the base image behind the defaults of placeholders", () => {
  const text = "Bootstrap: docker\nFrom: «quay.‸io/{{ N }}»\n%arguments\n    N=tool:{{ V }}\n    V=1\n";
  const image = explain(text);
  expect(image).toContain("`tool` of `quay.io`\n\nTag `1`");
  expect(image).toContain("With what its placeholders become.");
  expect(explain("Bootstrap: docker\nFrom: qu‸ay.io/{{ N }}\n")).toBeUndefined();
});

test("what other agents start from", () => {
  const base = (agent: string, from: string) => explain(`Bootstrap: ${agent}\nFrom: «‸${from}»\n`);
  expect(base("oras", "ghcr.io/org/a:1")).toContain("`org/a` of `ghcr.io`");
  expect(base("library", "alpine:3.9")).toBe(
    "**image** `alpine` of the library that is configured\n\nTag `3.9`: what it names may change from day to day.\n\n" +
      "[Page of the image](https://cloud.sylabs.io/library/library/default/alpine)",
  );
  expect(base("library", "lib.example/e/c/n")).toContain("`e/c/n` of the library `lib.example`\n\nNo tag");
  expect(base("library", "e/c/n:sha256.ab")).toContain("Hash `sha256.ab`: always the same");
  expect(base("localimage", "base.sif")).toContain("looked for where the build is started");
  expect(base("localimage", "/base.sif")).not.toContain("looked for");
  expect(base("docker-archive", "a.tar")).toContain("**archive**");
  expect(base("oci", "./a")).toContain("**OCI layout**");
  expect(base("buildkit", "./a")).toContain("**context**");
  expect(base("docker-daemon", "a:1")).toContain("Docker daemon");
  expect(base("shub", "a/b")).toContain("Singularity Hub");
});

test("a keyword as the agent reads it", () => {
  const from = explain("Bootstrap: localimage\n«Fr‸om»: a\n");
  expect(from).toContain("From: ./base.sif");
  expect(explain("Bootstrap: yum\n«Mirror‸URL»: a\n")).toContain("MirrorURL: https://dl.rockylinux.org/");
  expect(explain("Bootstrap: busybox\n«Mirror‸URL»: a\n")).toContain("#build-busybox");
  expect(explain("Bootstrap: «deboot‸strap»\n")).toContain(
    "Reads `MirrorURL` (required), `OSVersion` (required), `Include`.",
  );
  expect(explain("Bootstrap: yum\nOSVersion: 9\nMirrorURL: «https://a/‸%{OSVERSION}/»\n")).toBe(
    "With `OSVersion` it is `https://a/9/`.",
  );
});

test("comments to the linter: what they cover, and the rules they name", () => {
  const comment = (marked: string) => `%post\n    # deflint ${marked}\n    true\n    false\n`;
  expect(explain(comment("«disable-‸next-line»=DEF201"))).toBe("Hides findings of these rules in line 3.");
  expect(explain(comment("«disable‸»"))).toBe("Hides all findings in lines 2 to 4.");
  expect(explain(comment("«en‸able»"))).toBe("Ends a `disable` above.");
  expect(explain(comment("disable=«untagged‸-image»"))).toContain("The base image is not pinned");
  expect(explain(comment("disable=«SC20‸86»"))).toContain("https://www.shellcheck.net/wiki/SC2086");
  expect(explain(comment("disable=NO‸PE1"))).toBeUndefined();
});

const argument = (place: string) => `Bootstrap: docker\nFrom: a:{{ «‸V» }}\n${place}`;

test("a placeholder: its value and where that comes from", () => {
  expect(explain(argument("%arguments\n    V=1 2\n"))).toContain("Becomes `1 2` (line 4), unless");
  expect(explain(argument(""))).toMatch(/must be given `--build-arg V=…`\.$/);
  expect(explain("%post\n    # {{ «‸V» }}\n")).toContain("Apptainer leaves it alone");
});

test("what the configuration gives to every build wins over defaults", () => {
  const text = "Bootstrap: docker\nFrom: a:{{ V }}\n%arguments\n    V=1\n";
  const told = (at: string) => hover(analyze(text).recipe, text.indexOf(at), { V: "2" })?.markdown;
  expect(told("V }}")).toContain("Becomes `2`, which the configuration gives to every build.");
  expect(told("a:")).toContain("Tag `2`");
});

test("stages and apps", () => {
  const stages =
    "Bootstrap: docker\nFrom: golang\nStage: b\n\nBootstrap: docker\n\n%files from «‸b»\n    /x\n";
  expect(explain(stages)).toContain("Built from `docker golang`. It is left behind");
  expect(explain("%files from «‸b»\n    /x\n")).toContain("No stage has this name.");
  expect(explain("%appinstall one\n%apprun «o‸ne»\n")).toContain("Made of `%appinstall`, `%apprun`.");
});

test("variables and functions of scripts: where they are set", () => {
  const variable = explain('%post\n    A=1; export A="$(x)"\n    echo $«‸A»\n');
  expect(variable).toContain('- line 2: `A=1`\n- line 2: `A="$(x)"`');
  expect(variable).toContain("Used once.");
  expect(explain("%setup\n    cp x $«APPTAINER‸_ROOTFS»\n")).toContain("The tree being built");
  expect(explain("%post\n    f() { :; }\n    «‸f»\n")).toContain("- line 2: `f() { :; }`");
  expect(explain("%post\n    echo $«‸A»\n")).toContain("Nothing here defines it.");
  expect(explain("%post\n    echo $«‸PATH»\n")).not.toContain("Nothing");
  expect(explain("%post\n    «A‸»=1\n")).toContain("Nothing here uses it.");
  expect(explain("%environment\n    export «A‸»=1\n")).not.toContain("Nothing here uses it.");
  expect(explain("%post\n    cp x $«APPTAINER‸_ROOTFS»\n")).toContain("Of use in `%pre`, `%setup` only.");
});

test("many definitions are not all told", () => {
  expect(explain(`%post\n    «‸A»=0\n${"    A=1\n".repeat(9)}`)).toContain("- and 5 more");
});

test("words of %files", () => {
  expect(explain("%files\n    «a‸.txt» /x/\n")).toContain(
    "Copies `a.txt` from the building machine to `/x/` in the image.",
  );
  expect(explain("%files\n    a.txt «‸/x/»\n")).toContain("where the build is started");
  expect(explain('%files\n    «"a ‸b"»\n')).toContain("to `/a b` in the image, since no destination");
  expect(explain("%files from x\n    «/‸a»\n")).toContain("from the stage `x`, which this file has not");
  expect(explain("%files\n    «a‸» b\n")).toContain("to `/b` in the image.");
  expect(explain("%files\n    «a‸» b\n")).toContain("Links are followed");
  expect(explain("%files from x\n    «a‸» b\n")).toContain("Owners are kept");
  expect(explain("%files\n    «{{ A }}/‸x» b\n%arguments\n    A=src\n")).toContain("Copies `src/x`");
  expect(explain("%files\n    a b «c‸»\n")).toContain("Ignored");
  expect(explain("%files x\n    «‸a»\n")).toContain("Copies nothing");
  expect(explain("%appfiles one\n    «‸a» b\n")).toContain("in the directory of the app `one`");
});

test("keys of labels", () => {
  expect(explain("%labels\n    «org.opencontainers.image.‸source» x\n")).toContain("source code");
  expect(explain("%labels\n    «‸Ours» x\n    Ours y\n")).toContain("line 2");
  expect(explain("%labels\n    ‸Ours x\n")).toBeUndefined();
});

test("text of the recipe is never taken for markup", () => {
  expect(explain("Bootstrap: docker\nFrom: {{ «‸V» }}\n%arguments\n    V=a`b*\n")).toContain("``a`b*``");
});

test("other places have no explanation", () => {
  expect(explain("Bootstrap: debootstrap\nFrom: ba‸se\n")).toBeUndefined();
  expect(explain("Nope‸: docker\n")).toBeUndefined();
  expect(explain("Bootstrap: no‸pe\n")).toBeUndefined();
  expect(explain("%nope‸\n")).toBeUndefined();
  expect(explain("%post\n    ec‸ho # $HOME\n")).toBeUndefined();
  expect(explain("%post\n    echo # $HO‸ME\n")).toBeUndefined();
  expect(explain("%help\n    $HO‸ME\n")).toBeUndefined();
  expect(explain("%post\n    ‸From: x\n")).toBeUndefined();
  expect(explain("‸")).toBeUndefined();
});
