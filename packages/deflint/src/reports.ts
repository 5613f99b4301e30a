/** Where reports go: one to standard output as files are done, others into files when all are. */

import type { LintOptions } from "./lint-options.ts";
import type { LintedFile } from "./linted-file.ts";
import type { Output, Ports } from "./ports.ts";
import { painter } from "./reporters/colors.ts";
import { type Format, reporters } from "./reporters/formats.ts";
import type { ReportContext } from "./reporters/reporter.ts";

export interface Reports {
  readonly tell: (file: LintedFile) => void;
  /** @throws what the system says of a file that cannot be written */
  readonly finish: () => Promise<void>;
}

export const reportsTo = (
  ports: Ports,
  output: Output,
  options: Pick<LintOptions, "format" | "outputs">,
  context: Pick<ReportContext, "version" | "rules">,
): Reports => {
  const files: LintedFile[] = [];
  const here: ReportContext = { ...context, paint: painter(output, ports.env), columns: output.columns };
  const main = reporters[options.format];
  return {
    tell: (file) => {
      files.push(file);
      if (main.file) output.write(main.file(file, here));
    },
    finish: async () => {
      if (main.all) output.write(main.all(files, here));
      // a file has no terminal's colors
      for (const { format, path } of options.outputs)
        await ports.writeFile(path, reportText(format, files, { ...context, paint: (_style, text) => text }));
    },
  };
};

/** A whole report as text. */
export const reportText = (format: Format, files: readonly LintedFile[], context: ReportContext): string => {
  const reporter = reporters[format];
  return reporter.all
    ? reporter.all(files, context)
    : files.map((file) => reporter.file(file, context)).join("");
};
