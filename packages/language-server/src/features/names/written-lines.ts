/**
 * What scripts of a build write to the files that `$APPTAINER_ENVIRONMENT` and `$APPTAINER_LABELS` name: lines that belong to
 * `%environment` and `%labels`. Those of `echo`, `printf` and here-documents are known before the build.
 */

import type { Script, Stage } from "@deftools/recipe";
import { commandsIn } from "@deftools/shell";
import type { Span } from "@deftools/text";

/** A word of such a line. */
export interface WrittenName {
  readonly name: string;
  readonly span: Span;
}

/** The variables that lines for the environment export. */
export const variablesWritten = (text: string, stage: Stage): readonly WrittenName[] =>
  namesWritten(text, stage, "ENVIRONMENT", /(?<![\w$])export[ \t]+([A-Za-z_]\w*)(?==)/g);

/** The keys of lines for the labels. */
export const labelsWritten = (text: string, stage: Stage): readonly WrittenName[] =>
  namesWritten(text, stage, "LABELS", /^[ \t]*["']?([\w.-]+)(?=[ \t]|["']?$)/gm);

const namesWritten = (
  text: string,
  { scripts }: Stage,
  file: "ENVIRONMENT" | "LABELS",
  pattern: RegExp,
): readonly WrittenName[] =>
  scripts
    .filter(({ section }) => section === "post" || section === "appinstall")
    .flatMap((script) => linesWritten(script, file))
    .flatMap(({ start, end }) =>
      [...text.slice(start, end).matchAll(pattern)].flatMap(({ 0: found, 1: name, index }) => {
        if (name === undefined) return [];
        const at = start + index + found.length - name.length;
        return [{ name, span: { start: at, end: at + name.length } }];
      }),
    );

const linesWritten = ({ tree }: Script, file: string): readonly Span[] =>
  commandsIn(tree).flatMap(({ command }) => {
    const target = new RegExp(`^"?\\$\\{?(?:APPTAINER|SINGULARITY)_${file}\\}?"?$`);
    if (
      !command.redirects.some((each) => each.operator.startsWith(">") && target.test(each.target?.text ?? ""))
    )
      return [];
    const said = ["echo", "printf"].includes(command.name?.value ?? "")
      ? command.arguments.flatMap(({ text, span }) => (text.startsWith("-") ? [] : [span])).slice(0, 1)
      : [];
    return [...said, ...command.redirects.flatMap(({ hereDocument }) => hereDocument?.body ?? [])];
  });
