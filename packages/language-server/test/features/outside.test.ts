/** What a place asks of registries and folders, and what becomes of their answers. */

import { formatReference } from "@deftools/reference";
import { readMarks } from "@deftools/testkit";
import { applyEdits } from "@deftools/text";
import { describe, expect, it } from "vitest";
import { analyze } from "../../src/analysis.ts";
import {
  fileCompletions,
  imageAt,
  imageFactsDocumentation,
  pinImage,
  questionAt,
  tagCompletions,
} from "../../src/features/outside.ts";

/** The question at the cursor, in words, with what it would replace. */
const asked = (marked: string): string | undefined => {
  const { text, cursor } = readMarks(marked);
  const question = questionAt(analyze(text).recipe, cursor ?? -1);
  if (!question) return undefined;
  const replaced = text.slice(question.span.start, question.span.end);
  if (question.about === "names")
    return `names of "${question.registry ?? question.agent}" for "${replaced}"`;
  const what = question.about === "tags" ? formatReference(question.reference) : question.folder;
  return `${question.about} of "${what}" for "${replaced}"`;
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
    ["Bootstrap: localimage\nFrom: image:‸\n", undefined],
    ["Bootstrap: docker\nFrom: a:1\n%files\n    src/ma‸ /opt\n", 'files of "src/" for "ma"'],
    ["Bootstrap: docker\nFrom: a:1\n%files\n    ‸\n", 'files of "" for ""'],
    ["Bootstrap: docker\nFrom: a:1\n%files\n    /etc/‸x /opt\n", 'files of "/etc/" for "x"'],
    ["Bootstrap: docker\nFrom: a:1\n%files\n    a /op‸\n", undefined],
    ["Bootstrap: docker\nFrom: a:1\n%files from build\n    a‸\n", undefined],
    ["Bootstrap: docker\nFrom: a:1\n%post\n    a‸\n", undefined],
  ])("%j", (marked, question) => {
    expect(asked(marked)).toBe(question);
  });
});

const place = { start: 3, end: 5 };

describe("an answer", () => {
  it("puts the newest tags first and leaves signatures out", () => {
    const tags = ["1.10", "1.9", "latest", `sha256-${"0".repeat(64)}.sig`, "2.0"];
    expect(tagCompletions(tags, place).map(({ label }) => label)).toEqual(["latest", "2.0", "1.10", "1.9"]);
  });
  it("goes on after folders, and quotes what the engine splits", () => {
    const entries = [
      { name: ".git", folder: true },
      { name: "my data.txt", folder: false },
      { name: "src", folder: true },
    ];
    expect(fileCompletions(entries, place).map(({ text }) => text)).toEqual([
      "my\\ data.txt",
      "src/",
      ".git/",
    ]);
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
  ])("%j", (before, after) => {
    expect(pinned(before)).toBe(after);
  });
});
