/**
 * How an engine reads one stage. Every quirk here is the engine's.
 * Source: apptainer `pkg/build/types/parser/deffile.go` ParseDefinitionFile, doSections, populateDefinition@v1.4.5.
 */

import type { Span } from "@deftools/text";
import type { EngineFiles, EngineScript, EngineStage } from "./definition.ts";
import { readFiles } from "./files.ts";
import { splitN, toLower, trimSpace } from "./go-text.ts";
import { type HeaderDialect, readHeader } from "./header.ts";
import { readLabels } from "./labels.ts";
import { refuse } from "./refusal.ts";
import { type Line, type Piece, scan } from "./scan.ts";

/** What of an engine matters to a stage. */
export interface StageDialect extends HeaderDialect {
  readonly sections: ReadonlySet<string>;
  readonly appSections: ReadonlySet<string>;
  /** What becomes of a section that no row names (2.x passed it over). */
  readonly unknownSections: "refused" | "ignored";
  /** `{{ name }}` is known. */
  readonly templates: boolean;
}

/** A section being gathered: repeats are joined, the last arguments win. */
interface Gathered {
  args: string;
  script: string;
  readonly span: Span;
}

interface Gathering {
  readonly sections: Map<string, Gathered>;
  readonly files: { args: string; files: { source: string; destination: string }[] }[];
  readonly appOrder: string[];
}

/** The stage at `span`; `undefined` when it holds neither a key nor a section. Throws `Refused`. */
export const readStage = (text: string, span: Span, dialect: StageDialect): EngineStage | undefined => {
  const gathering: Gathering = { sections: new Map(), files: [], appOrder: [] };
  let header: Readonly<Record<string, string>> | undefined;
  let first = true;
  for (const piece of scan(text, span)) {
    if (!first) gather(sectionOf(piece), dialect, gathering);
    else if (isSection(piece)) gather(firstSectionOf(piece), dialect, gathering);
    else if (!isBlank(piece)) header = readHeader(piece.lines, dialect);
    first = false;
  }
  return assemble(header, gathering, dialect);
};

const isBlank = ({ lines }: Piece): boolean => lines.every(({ text }) => trimSpace(text) === "");

const isSection = ({ lines }: Piece): boolean => trimSpace(lines[0]?.text ?? "").startsWith("%");

/** A section's line, the lines below it, and those as one text. */
interface Section {
  readonly head: Line;
  readonly lines: readonly Line[];
  readonly body: string;
}

const sectionOf = ({ lines: [head, ...lines] }: Piece): Section => ({
  head: head as Line,
  lines,
  body: lines.map(({ text }) => `${text}\n`).join(""),
});

/** Of a first section without a header before it the engine cuts white space at both ends, the last line end included. */
const firstSectionOf = (piece: Piece): Section => {
  const { head, lines, body } = sectionOf(piece);
  const trimmed = { ...head, text: head.text.slice(head.text.indexOf("%")) };
  const end = trimSpace(`%${body}`).slice(1);
  if (end === "") {
    const name = trimSpace(trimmed.text);
    return refuse(
      `section ${name}: could not be split into section name and body`,
      head.span,
      "the file starts with this section, and nothing is in it",
      "write a header above it, or a body below it",
    );
  }
  return { head: trimmed, lines, body: end };
};

const gather = (
  { head, lines, body }: Section,
  dialect: StageDialect,
  { sections, files, appOrder }: Gathering,
): void => {
  const written = head.text.replace(/^%+/, "");
  const key = toLower(written).split(" ")[0] ?? "";
  if (key === "files") {
    const [, args = ""] = splitN(written, " ", 2);
    const group = files.find((known) => known.args === args);
    const copies = readFiles(lines, dialect.templates);
    if (group) group.files.push(...copies);
    else files.push({ args, files: [...copies] });
    return;
  }
  const entry = (name: string): Gathered => {
    const known = sections.get(name) ?? { args: "", script: "", span: head.span };
    sections.set(name, known);
    return known;
  };
  if (dialect.appSections.has(key)) {
    const [section = "", app] = splitN(written, " ", 3);
    if (app === undefined)
      refuse(
        `app section ${section}: could not be split into section name and app name`,
        head.span,
        `"%${section}" needs the name of its app`,
        `write "%${section} NAME"`,
      );
    const name = app ?? "";
    if (!appOrder.includes(name)) appOrder.push(name);
    entry(`${section} ${name}`).script += body;
    return;
  }
  const section = entry(key);
  const [, args] = splitN(written, " ", 2);
  if (args !== undefined) section.args = args;
  section.script += body;
};

const assemble = (
  header: Readonly<Record<string, string>> | undefined,
  { sections, files, appOrder }: Gathering,
  dialect: StageDialect,
): EngineStage | undefined => {
  const isApp = ([name]: readonly [string, unknown]): boolean =>
    dialect.appSections.has(name.split(" ")[0] ?? "");
  const further = [...sections].filter(([name]) => !dialect.sections.has(name));
  const custom = dialect.unknownSections === "ignored" ? further.filter(isApp) : further;
  const unknown = custom.filter((one) => !isApp(one));
  if (unknown.length > 0) {
    const names = unknown.map(([name]) => name);
    const [name, { span }] = unknown[0] as [string, Gathered];
    return refuse(
      `invalid section(s) specified: ${names.join(", ")}`,
      span,
      explainName(name),
      wayOutOf(name),
    );
  }
  const script = (name: string): EngineScript => {
    const { args = "", script: text = "" } = sections.get(name) ?? {};
    return { args, script: text };
  };
  const stage: EngineStage = {
    header: header ?? null,
    imageData: {
      metadata: null,
      labels: readLabels(script("labels").script),
      imageScripts: {
        help: script("help"),
        environment: script("environment"),
        runScript: script("runscript"),
        test: script("test"),
        startScript: script("startscript"),
      },
    },
    buildData: {
      files: files.map(
        ({ args, files: copies }): EngineFiles => ({ args, files: copies.length === 0 ? null : copies }),
      ),
      buildScripts: {
        pre: script("pre"),
        setup: script("setup"),
        post: script("post"),
        test: script("test"),
        arguments: script("arguments"),
      },
    },
    customData:
      custom.length === 0 ? null : Object.fromEntries(custom.map(([name, { script: text }]) => [name, text])),
    appOrder,
  };
  return isEmpty(stage) ? undefined : stage;
};

const isEmpty = ({ header, imageData, buildData, customData, appOrder }: EngineStage): boolean =>
  header === null &&
  customData === null &&
  appOrder.length === 0 &&
  buildData.files.length === 0 &&
  Object.keys(imageData.labels).length === 0 &&
  [...Object.values(imageData.imageScripts), ...Object.values(buildData.buildScripts)].every(
    ({ args, script }) => args === "" && script === "",
  );

const explainName = (name: string): string => {
  if (name === "")
    return "a line whose first character after blanks is “%” ends the section before it, and here no name follows in column 2";
  if (/[\t\u00a0]/.test(name))
    return "only a space ends a section's name; a tab or another blank becomes part of it";
  return `"%${name}" is no section of this engine; the line also ends the section before it`;
};

const wayOutOf = (name: string): string =>
  name === ""
    ? 'begin sections in column 1 with no blank after "%"; inside a script, put another character before "%"'
    : 'correct the name; inside a here-document, put another character before "%", or write the line with printf';
