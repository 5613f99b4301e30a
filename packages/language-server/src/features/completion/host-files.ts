/**
 * Proposals for paths of the building machine: in `%files`, in `%appfiles`, and behind `From:` of agents that start from files.
 * Source: apptainer v1.4.5, internal/pkg/build/files/copy.go and internal/pkg/build/apps; SingularityCE v4.5.1 matches by Go's patterns.
 */

import { headerKeyword } from "@deftools/grammar";
import { filesOrigin, type Recipe, sectionAt, stageAt } from "@deftools/recipe";
import { type Span, span } from "@deftools/text";
import { type Completion, endOfLine, startOfLine } from "./completion.ts";

/** Somebody writes a path. */
export interface FileQuestion {
  readonly about: "files";
  /** The folder to look in; ends in `/` or is empty: the recipe's own. */
  readonly folder: string;
  /** The same, as it is written. */
  readonly written: string;
  /** The whole path, its quotes included. */
  readonly span: Span;
  readonly place: PathPlace;
}

/** What a path is written in: a word that may be in double quotes and is a pattern, a plain word, or all up to the line's end. */
type PathPlace =
  | { readonly kind: "files"; readonly quoted: boolean }
  | { readonly kind: "appfiles" }
  | { readonly kind: "from"; readonly agent: string };

/** A name on the host. */
export interface HostEntry {
  readonly name: string;
  readonly folder: boolean;
}

/** The path that is being written at the cursor, if it is one of the building machine. */
export const fileAsked = (recipe: Recipe, offset: number): FileQuestion | undefined => {
  const { text } = recipe.file;
  const before = text.slice(startOfLine(text, offset), offset);
  const after = text.slice(offset, endOfLine(text, offset));
  const section = sectionAt(recipe, offset);
  if (!section || offset <= section.line.start) return fromAsked(recipe, before, after, offset);
  if (section.content.kind !== "files" || offset <= section.line.end) return undefined;
  if (section.type === "appfiles") {
    const [, word] = /^[ \t]*([^\s#]*)$/.exec(before) ?? [];
    return word === undefined ? undefined : asked(word, { kind: "appfiles" }, offset, /^[^\s#]*/.exec(after));
  }
  const { from, skipped } = filesOrigin(section);
  const [, bare, quoted] = /^[ \t]*(?:([^\s"'#]?[^\s"']*)|"([^"]*))$/.exec(before) ?? [];
  if (from || skipped || (bare ?? quoted) === undefined) return undefined;
  if (quoted === undefined)
    return asked(bare ?? "", { kind: "files", quoted: false }, offset, /^[^\s"']*/.exec(after));
  // a quote that follows closes this path, unless a blank is between: then it opens the next one
  const question = asked(quoted, { kind: "files", quoted: true }, offset, /^[^\s"]*"?/.exec(after));
  return { ...question, span: span(question.span.start - 1, question.span.end) };
};

const fromAsked = (
  recipe: Recipe,
  before: string,
  after: string,
  offset: number,
): FileQuestion | undefined => {
  const agent = stageAt(recipe, offset)?.bootstrap?.agent.text ?? "";
  const [, key = "", path] = /^[ \t]*(\w+)[ \t]*:[ \t]*([^#{:]*)$/.exec(before) ?? [];
  if (path === undefined || !fits.has(agent) || headerKeyword(key)?.name !== "From") return undefined;
  return asked(path, { kind: "from", agent }, offset, /^[^#:]*?(?=\s*(?:[#:]|$))/.exec(after));
};

const asked = (
  path: string,
  place: PathPlace,
  offset: number,
  rest: RegExpExecArray | null,
): FileQuestion => {
  const written = path.slice(0, path.lastIndexOf("/") + 1);
  return {
    about: "files",
    folder: place.kind === "files" ? written.replace(/\\(.)/g, "$1") : written,
    written,
    span: span(offset - path.length, offset + (rest?.[0].length ?? 0)),
    place,
  };
};

/** What an agent starts from, by the end of its name; a folder ends in `/`. */
const fits: ReadonlyMap<string, RegExp> = new Map([
  ["localimage", /\.(?:sif|simg|img|sqfs|sqsh|squashfs|ext3)$/i],
  ["docker-archive", /\.tar(?:\.\w+)?$|\.tgz$/i],
  ["oci-archive", /\.tar(?:\.\w+)?$|\.tgz$/i],
  ["oci", /\/$/],
  ["buildkit", /\/$/],
  ["dockerfile", /\/$/],
]);

/** What the agent can start from first, hidden files last; a folder invites to go on. */
export const fileCompletions = (
  entries: readonly HostEntry[],
  { place, written, span: whole }: FileQuestion,
): readonly Completion[] =>
  entries
    .flatMap((entry) => {
      const path = `${entry.name}${entry.folder ? "/" : ""}`;
      const text = writtenAs(`${written}${place.kind === "files" ? pattern(path) : path}`, place);
      return text === undefined ? [] : [{ ...entry, path, ...text }];
    })
    .toSorted((a, b) => rank(a.path, place) - rank(b.path, place) || inOrder(a.name, b.name))
    .map(({ folder, path, ...text }) => ({
      kind: folder ? "folder" : "file",
      label: path,
      span: whole,
      filter: `${place.kind === "files" && place.quoted ? '"' : ""}${written}${path}`,
      ...text,
    }));

const rank = (path: string, place: PathPlace): number => {
  if (path.startsWith(".")) return 3;
  if (place.kind !== "from") return 0;
  if (fits.get(place.agent)?.test(path)) return 0;
  return path.endsWith("/") ? 1 : 2;
};

const inOrder = new Intl.Collator("en", { numeric: true }).compare;

/** What the engine's patterns or shell would take for their own is escaped; for what no escape helps, `?` stands. */
const pattern = (path: string): string =>
  path.replace(/[\\$`'*?[\]()|&;<>#~]/g, "\\$&").replace(/["{}]/g, "?");

/** How a path is written at its place; absent for one that cannot be. */
const writtenAs = (path: string, place: PathPlace): Pick<Completion, "text" | "snippet"> | undefined => {
  switch (place.kind) {
    case "files": {
      if (!place.quoted && !/[\s']/.test(path)) return { text: path };
      const inside = path.replace(/[\\$}]/g, "\\$&");
      return { text: `"${path}"`, ...(path.endsWith("/") && { snippet: `"${inside}$0"` }) };
    }
    case "appfiles":
      return /[\s#]/.test(path) ? undefined : { text: path };
    case "from":
      return /[#:{]|^\s|\s$/.test(path) ? undefined : { text: path };
  }
};
