/**
 * The parsers of the engines, as far as they differ: words come from the vocabulary's rows, habits from the parsers' code.
 * Source: `pkg/build/types/parser/deffile.go`, `internal/pkg/build/args/reader.go` of Apptainer 1.0–1.5 and SingularityCE 3.8–4.5;
 * `src/builddef.c`, `src/get-section.c` of Singularity 2.6.1.
 */

import {
  appSections,
  bootstrapAgents,
  type Engine,
  type EngineId,
  engine,
  headerKeywords,
  known,
  sections,
} from "@deftools/grammar";
import type { TemplateDialect } from "../template/substitute.ts";
import type { StageDialect } from "./read-stage.ts";

/** One engine's way with a file. */
export interface Dialect extends StageDialect {
  readonly engine: Engine;
  /** A column-1 `bootstrap:` begins a stage (since 3.2). */
  readonly stages: boolean;
  /** Absent: `{{ name }}` is plain text (before Apptainer 1.2 and SingularityCE 4.0). */
  readonly template?: TemplateDialect;
  /** An empty value of a build argument is one. */
  readonly emptyValues: boolean;
  /** Names of bootstrap agents. */
  readonly agents: ReadonlySet<string>;
}

/** The dialect of an engine. */
export const dialectOf = (id: EngineId): Dialect => {
  const ready = dialects.get(id);
  if (ready) return ready;
  const dialect = derive(engine(id) as Engine);
  dialects.set(id, dialect);
  return dialect;
};

const dialects = new Map<EngineId, Dialect>();

const derive = (one: Engine): Dialect => {
  const isTwo = one.id === "singularity-2";
  const names = (
    rows: readonly { readonly name: string; readonly versions: Parameters<typeof known>[0] }[],
  ): ReadonlySet<string> =>
    new Set(rows.filter(({ versions }) => known(versions, one)).map(({ name }) => name));
  const templates = names(sections).has("arguments");
  const isApptainer = one.family === "apptainer";
  return {
    engine: one,
    keys: new Set([...names(headerKeywords)].map((name) => name.toLowerCase().replace(/0$/, "&n"))),
    anyKey: one.anyKeyword === true,
    doubledKeys: isTwo ? "refused" : "last wins",
    continuations: !isTwo,
    sections: names(sections),
    appSections: names(appSections),
    unknownSections: isTwo ? "ignored" : "refused",
    templates,
    stages: !isTwo,
    // comments are skipped and nested defaults replaced since Apptainer 1.3
    ...(templates && {
      template: {
        skipsComments: isApptainer && one.id !== "apptainer-1.2",
        nested: isApptainer && one.id !== "apptainer-1.2",
      },
    }),
    emptyValues: isApptainer,
    agents: names(bootstrapAgents),
  };
};
