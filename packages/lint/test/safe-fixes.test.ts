/** The promise of safe fixes: what an engine reads of a recipe that it accepts stays as it is; but for commands of scripts, where those are what is mended. */

import { posix } from "node:path";
import { fixAll } from "@deftools/lint";
import { rules } from "@deftools/lint/rules";
import { type EngineFiles, type EngineStage, verdict } from "@deftools/recipe";
import { readMarks } from "@deftools/testkit";
import { describe, expect, it } from "vitest";

const read = (text: string): readonly EngineStage[] | undefined => {
  const judged = verdict(text, "apptainer-1.4", { beforeFetch: true });
  return judged.verdict === "accept" ? judged.stages.map(({ stage }) => stage) : undefined;
};

/** From here on, rules mend commands. */
const COMMANDS = "DEF5";

/** Two words mean something behind `%files`, of which only the second is looked at; destinations are taken from `/`. */
const filesMeant = ({ args, files }: EngineFiles) => ({
  stage: args.split(" ")[1],
  files: files?.map(({ source, destination }) => ({
    source,
    destination: destination && posix.resolve("/", destination),
  })),
});

const scriptsOf = ({ imageData, buildData }: EngineStage) => ({
  ...imageData.imageScripts,
  ...buildData.buildScripts,
});

describe.each(rules.filter(({ fix }) => fix?.safety === "safe").map((rule) => [rule.code, rule] as const))(
  "%s",
  (code, rule) => {
    const examples = rule.bad.map((example) =>
      readMarks(typeof example === "string" ? example : example.before),
    );
    it.each(examples)("keeps what the engine reads of $text", ({ text }) => {
      const before = read(text);
      if (before === undefined) return;
      const after = read(fixAll(text, [rule], { safety: "safe" }).text);
      const meant = (stage: EngineStage) => ({
        header: stage.header,
        labels: stage.imageData.labels,
        files: stage.buildData.files.map(filesMeant),
        apps: [stage.appOrder, Object.keys(stage.customData ?? {})],
        scripts: Object.entries(scriptsOf(stage)).map(([name, { args, script }]) =>
          name !== "help" && COMMANDS < code ? [name, args] : [name, args, script],
        ),
      });
      expect(after?.map(meant)).toEqual(before.map(meant));
    });
  },
);
