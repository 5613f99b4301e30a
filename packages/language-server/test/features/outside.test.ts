/** What a place asks of registries and folders, and what becomes of their answers. */

import { formatReference } from "@deftools/reference";
import { readMarks } from "@deftools/testkit";
import { applyEdits } from "@deftools/text";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/analysis.ts";
import { fileCompletions } from "../../src/features/completion/host-files.ts";
import { imageCompletions, type NamedBase } from "../../src/features/completion/image-names.ts";
import { tagCompletions } from "../../src/features/completion/image-tags.ts";
import { imageAt, imageFactsDocumentation, pinImage, questionAt } from "../../src/features/outside.ts";

/** The question at the cursor, in words, with what it would replace. */
const asked = (marked: string): string | undefined => {
  const { text, cursor } = readMarks(marked);
  const question = questionAt(analyze(text).recipe, cursor ?? -1);
  if (!question) return undefined;
  const replaced = text.slice(question.span.start, question.span.end);
  switch (question.about) {
    case "names":
      return `names of "${[question.registry?.host ?? question.agent, question.registry?.namespace].join(" ").trim()}" for "${replaced}"`;
    case "files":
      return `files of "${question.folder}" for "${replaced}"`;
    case "tags": {
      const { image } = question;
      const what =
        image.kind === "registry"
          ? formatReference(image.reference)
          : `library ${image.server ?? ""} ${image.name}`;
      return `tags of "${what}" for "${replaced}"`;
    }
  }
};

describe("a question", () => {
  it.each([
    ["Bootstrap: docker\nFrom: ubuntu:‸\n", 'tags of "docker.io/library/ubuntu" for ""'],
    ["Bootstrap: docker\nFrom: quay.io/org/tool:1.‸2\n", 'tags of "quay.io/org/tool" for "1.2"'],
    ["Bootstrap: docker\nFrom: host:5000/tool:‸\n", 'tags of "host:5000/tool" for ""'],
    [
      "Bootstrap: docker\nRegistry: quay.io\nNamespace: org\nFrom: tool:‸\n",
      'tags of "quay.io/org/tool" for ""',
    ],
    ["Bootstrap: docker\nFrom: ubun‸tu:24.04\n", 'names of "docker" for "ubuntu"'],
    ["Bootstrap: docker\nFrom: ‸\n", 'names of "docker" for ""'],
    ["Bootstrap: docker\nFrom: host:5000/a‸\n", 'names of "host:5000" for "host:5000/a"'],
    ["Bootstrap: library\nFrom: a‸\n", 'names of "library" for "a"'],
    ["Bootstrap: docker\nFrom: {{ a‸\n", undefined],
    ["Bootstrap: docker\nFrom: host:5‸\n", 'tags of "docker.io/library/host" for "5"'],
    [
      "Bootstrap: docker\nRegistry: host:5000\nNamespace: org\nFrom: t‸\n",
      'names of "host:5000 org" for "t"',
    ],
    [
      "Bootstrap: docker\nFrom: {{ B }}/tool:‸\n%arguments\n    B=quay.io/org\n",
      'tags of "quay.io/org/tool" for ""',
    ],
    ["Bootstrap: docker\nFrom: {{ B }}/tool:‸\n", undefined],
    ["Bootstrap: oras\nFrom: ghcr.io/org/tool:‸\n", 'tags of "ghcr.io/org/tool" for ""'],
    ["Bootstrap: library\nFrom: lab/tools/x:1‸\n", 'tags of "library  lab/tools/x" for "1"'],
    [
      "Bootstrap: library\nLibrary: https://lib.example\nFrom: x:‸\n",
      'tags of "library https://lib.example x" for ""',
    ],
    ["Bootstrap: localimage\nFrom: image:‸\n", undefined],
    [
      "Bootstrap: localimage\nFrom: ../images/ba‸se.sif # ours\n",
      'files of "../images/" for "../images/base.sif"',
    ],
    ["Bootstrap: oci\nFrom: ‸\n", 'files of "" for ""'],
    ["Bootstrap: localimage\nFrom: # ‸\n", undefined],
    ["Bootstrap: docker\nFrom: a:1\n%files\n    src/ma‸ /opt\n", 'files of "src/" for "src/ma"'],
    ["Bootstrap: docker\nFrom: a:1\n%files\n    ‸\n", 'files of "" for ""'],
    ["Bootstrap: docker\nFrom: a:1\n%files\n    /etc/‸x /opt\n", 'files of "/etc/" for "/etc/x"'],
    ['Bootstrap: docker\nFrom: a:1\n%files\n    "my d/‸" /opt\n', 'files of "my d/" for ""my d/""'],
    ['Bootstrap: docker\nFrom: a:1\n%files\n    "my d/‸ "/opt"\n', 'files of "my d/" for ""my d/"'],
    ["Bootstrap: docker\nFrom: a:1\n%files\n    a\\*b/‸\n", 'files of "a*b/" for "a\\*b/"'],
    ["Bootstrap: docker\nFrom: a:1\n%files\n    # ‸\n", undefined],
    ["Bootstrap: docker\nFrom: a:1\n%files  \n    ‸\n", undefined],
    ["Bootstrap: docker\nFrom: a:1\n%appfiles x\n    da‸ta\n", 'files of "" for "data"'],
    ["Bootstrap: docker\nFrom: a:1\n%files\n    a /op‸\n", undefined],
    ["Bootstrap: docker\nFrom: a:1\n%files from build\n    a‸\n", undefined],
    ["Bootstrap: docker\nFrom: a:1\n%post\n    a‸\n", undefined],
  ])("%j", (marked, question) => {
    expect(asked(marked)).toBe(question);
  });
});

const place = { start: 3, end: 5 };

describe("an answer", () => {
  it("puts latest and the newest versions first and leaves signatures out", () => {
    const tags = [
      "1.10",
      "1.10-slim",
      "1.9",
      "20240926",
      "latest",
      "noble-20251013",
      "noble-20260210",
      "noble",
      `sha256-${"0".repeat(64)}.sig`,
      "2.0",
    ];
    expect(tagCompletions(tags, place).map(({ label }) => label)).toEqual([
      "latest",
      "2.0",
      "1.10",
      "1.9",
      "20240926",
      "1.10-slim",
      "noble",
      "noble-20260210",
      "noble-20251013",
    ]);
  });

  const named = (marked: string, used: readonly NamedBase[], repositories: readonly string[]) => {
    const { text, cursor } = readMarks(marked);
    const question = questionAt(analyze(text).recipe, cursor ?? -1);
    return question?.about === "names"
      ? imageCompletions(question, used, repositories).map(({ label }) => label)
      : [];
  };
  it("goes on behind the registry that is written, in its line or in a key", () => {
    const used = [
      { agent: "docker", name: "host:5000/org/used:1" },
      { agent: "docker", name: "ubuntu:24.04" },
    ];
    const repositories = ["org/tool", "other/x"];
    expect(named("Bootstrap: docker\nFrom: host:5000/‸\n", used, repositories)).toEqual([
      "host:5000/org/used:1",
      "host:5000/org/tool",
      "host:5000/other/x",
    ]);
    const keys = "Bootstrap: docker\nRegistry: host:5000\nNamespace: org\n";
    expect(named(`${keys}From: ‸\n`, used, repositories)).toEqual(["tool"]);
    expect(named("Bootstrap: docker\nFrom: ‸\n", used, []).slice(0, 2)).toEqual([
      "host:5000/org/used:1",
      "ubuntu:24.04",
    ]);
    expect(named("Bootstrap: oras\nFrom: ‸\n", used, [])).toContain("ghcr.io/");
    const hub = named("Bootstrap: docker\nFrom: rocker/‸\n", used, ["rocker/shiny"]);
    expect(hub.indexOf("rocker/shiny")).toBeLessThan(hub.indexOf("rocker/r-ver"));
    expect(named("Bootstrap: docker\nFrom: docker.io/rocker/‸\n", used, ["rocker/shiny"])).toEqual([
      "docker.io/rocker/shiny",
    ]);
  });

  /** The line after taking each proposal. */
  const taken = (marked: string, ...entries: readonly (readonly [name: string, folder?: "folder"])[]) => {
    const { text, cursor } = readMarks(marked);
    const question = questionAt(analyze(text).recipe, cursor ?? -1);
    if (question?.about !== "files") return [];
    const found = entries.map(([name, folder]) => ({ name, folder: folder !== undefined }));
    return fileCompletions(found, question).map((proposal) =>
      applyEdits(text, [proposal]).split("\n").at(-2),
    );
  };
  const files = "Bootstrap: docker\nFrom: a:1\n%files\n";
  it("goes on after folders, hidden files last, and quotes what the engine splits", () => {
    expect(taken(`${files}d/‸\n`, [".git", "folder"], ["my data.txt"], ["src", "folder"])).toEqual([
      '"d/my data.txt"',
      "d/src/",
      "d/.git/",
    ]);
    expect(taken(`${files}"d/‸" /opt\n`, ["a"])).toEqual(['"d/a" /opt']);
  });
  it("escapes what is a pattern or a shell's own, and matches what cannot be written", () => {
    expect(taken(`${files}‸\n`, ["a[1]$x"], ["it's"], ['q"{2}']).toSorted()).toEqual(
      ['"it\\\'s"', "a\\[1\\]\\$x", "q??2?"].toSorted(),
    );
  });
  it("leaves out what the place has no way to write", () => {
    expect(taken(`${files.replace("%files", "%appfiles x")}‸\n`, ["a b"], ["c"])).toEqual(["c"]);
    expect(taken("Bootstrap: localimage\nFrom: ‸\n", ["a#b.sif"], ["c d.sif"])).toEqual(["From: c d.sif"]);
  });
  it("puts what the agent can start from first", () => {
    const entries = [["notes.txt"], ["base.sif"], ["box", "folder"]] as const;
    expect(taken("Bootstrap: localimage\nFrom: ‸\n", ...entries)).toEqual([
      "From: base.sif",
      "From: box/",
      "From: notes.txt",
    ]);
    expect(taken("Bootstrap: oci\nFrom: ‸\n", ...entries)[0]).toBe("From: box/");
  });
  it("tells digest, size, age and platforms of an image", () => {
    const facts = {
      digest: "sha256:ab",
      platforms: ["linux/amd64"],
      created: "2026-01-02T03:04:05Z",
      size: 29_500_000,
    };
    expect(imageFactsDocumentation(facts)).toBe(
      "Digest now: `sha256:ab`  \n29.5 MB compressed, made 2026-01-02  \nPlatforms: linux/amd64",
    );
  });
});

describe("pinning", () => {
  const pinned = (text: string): string | undefined => {
    const { recipe } = analyze(text);
    const image = imageAt(recipe, text.indexOf("From: ") + 7);
    const [action] = image ? pinImage(recipe, image, { digest: "sha256:ab", platforms: [], size: 0 }) : [];
    return action && applyEdits(text, action.edits);
  };
  it.each([
    ["Bootstrap: docker\nFrom: ubuntu:24.04\n", "Bootstrap: docker\nFrom: ubuntu@sha256:ab\n"],
    ["Bootstrap: docker\nFrom: host:5000/a\n", "Bootstrap: docker\nFrom: host:5000/a@sha256:ab\n"],
    [`Bootstrap: docker\nFrom: a@sha256:${"0".repeat(64)}\n`, undefined],
    ["Bootstrap: scratch\nFrom: a\n", undefined],
    ["Bootstrap: docker\nFrom: a:{{ V }}\n%arguments\n    V=1\n", undefined],
  ])("%j", (before, after) => {
    expect(pinned(before)).toBe(after);
  });
});
