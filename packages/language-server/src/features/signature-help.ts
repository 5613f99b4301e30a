/** What goes where in the line that is being written: arguments of sections, words of `%files`. */

import { argumentUses, type SectionNode, section } from "@deftools/grammar";
import { type Recipe, sectionAt, wordsOf } from "@deftools/recipe";
import type { Span } from "@deftools/text";

/** The form of a line, and which of its parts the cursor is in. */
export interface Signature {
  readonly label: string;
  readonly markdown: string;
  /** Places in the label. */
  readonly parameters: readonly { readonly span: Span; readonly markdown: string }[];
  readonly active: number;
}

/** The signature at an offset; absent where a line has no form of its own. */
export const signature = (recipe: Recipe, offset: number): Signature | undefined => {
  const node = sectionAt(recipe, offset);
  if (!node) return undefined;
  if (offset <= node.line.end) {
    const before = recipe.file.text.slice(node.name.span.end, offset);
    return before === "" || before.includes("#") ? undefined : lineSignature(node, offset);
  }
  return node.content.kind === "files" ? filesSignature(recipe.file.text, node, offset) : undefined;
};

const lineSignature = (node: SectionNode, offset: number): Signature | undefined => {
  const use = section(node.name.text)?.arguments;
  if (use === undefined) return undefined;
  const parts = forms[use];
  const words = wordsOf(node);
  const before = words.filter(({ span }) => span.end < offset);
  // all options of a shell are one part, whatever their number
  const afterShell = words.findIndex(({ text }) => text === "-c");
  const active =
    use === "shell-options" && (afterShell === -1 || before.length <= afterShell) && 0 < before.length
      ? 0
      : before.length;
  return build(`%${node.name.text}`, parts, argumentUses[use].doc, active);
};

interface Part {
  readonly text: string;
  readonly markdown: string;
}

const forms: Readonly<Record<keyof typeof argumentUses, readonly Part[]>> = {
  "shell-options": [
    {
      text: "[-c]",
      markdown: "Run the script with the shell that follows. Options without `-c` are for `/bin/sh`.",
    },
    {
      text: "[SHELL]",
      markdown: "The shell, as a path inside the image (of the building machine for `%pre` and `%setup`).",
    },
    { text: "[OPTIONS…]", markdown: "Options for that shell; `-e` makes it stop at the first error." },
  ],
  "shebang-options": [{ text: "[OPTIONS…]", markdown: "Added to the `#!/bin/sh` of the stored script." }],
  "files-from": [
    { text: "[from]", markdown: "Copy from an earlier stage in place of the building machine." },
    { text: "[STAGE]", markdown: "The `Stage:` name of an earlier stage." },
  ],
  "app-name": [{ text: "NAME", markdown: "The name of the app, after exactly one space." }],
  none: [],
};

const files: readonly Part[] = [
  {
    text: "SOURCE",
    markdown: "What to copy; `*`, `?` and `[…]` are patterns. Double quotes keep blanks in it.",
  },
  { text: "[DESTINATION]", markdown: "Where to, inside the image. Without it the path stays the same." },
];

/** Another reader than that of `%files` takes these lines apart. */
const appFiles: readonly Part[] = [
  { text: "SOURCE", markdown: "What to copy, without blanks, quotes and patterns." },
  {
    text: "[DESTINATION]",
    markdown:
      "Where to, inside the app's directory, after exactly one space. Without it the path stays the same.",
  },
];

const filesSignature = (text: string, { type }: SectionNode, offset: number): Signature | undefined => {
  const before = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  const isApp = type === "appfiles";
  if ((isApp ? /#/ : /^\s*#/).test(before)) return undefined;
  const words = [...before.matchAll(/"[^"]*(?:"|$)|(?:\{\{[^{}]*\}\}|[^\s"])+/g)];
  const last = words.at(-1);
  const isWritten = last !== undefined && last.index + last[0].length === before.length;
  const active = words.length - Number(isWritten);
  return isApp
    ? build("", appFiles, "`#` begins a comment anywhere.", active)
    : build("", files, "A third word is ignored, and `#` begins no comment behind a word.", active);
};

const build = (name: string, parts: readonly Part[], markdown: string, active: number): Signature => {
  let label = name;
  const parameters = parts.map((part) => {
    const start = label === "" ? 0 : label.length + 1;
    label = label === "" ? part.text : `${label} ${part.text}`;
    return { span: { start, end: label.length }, markdown: part.markdown };
  });
  // beyond the last part none is active, save that the last may be many
  const isOpen = parts.at(-1)?.text.includes("…") === true;
  return { label, markdown, parameters, active: isOpen ? Math.min(active, parts.length - 1) : active };
};
