/** What apps say, from the texts that an engine put into an image for them. */

import { expect, it } from "vitest";
import { appInspections, isAppText } from "../../src/container-files/app-texts.ts";

it("is read from the files of each app, sorted by name", () => {
  const texts = new Map([
    ["scif/apps/b/scif/runscript", "#!/bin/sh\n\necho b\n\n"],
    ["scif/apps/b/scif/env/90-environment.sh", ""],
    ["scif/apps/a-1/scif/env/90-environment.sh", "export A=1\n"],
    ["scif/apps/a-1/scif/labels.json", '{"SCIF_APP_NAME":"a-1"}'],
    ["scif/apps/a-1/scif/runscript.help", "help\n"],
    [".singularity.d/runscript", "#!/bin/sh\n"],
  ]);
  expect(JSON.stringify(appInspections(texts))).toBe(
    JSON.stringify({
      "a-1": {
        environment: { "/scif/apps/a-1/scif/env/90-environment.sh": "export A=1" },
        labels: { SCIF_APP_NAME: "a-1" },
        helpfile: "help",
      },
      b: { runscript: "#!/bin/sh\n\necho b" },
    }),
  );
  expect(appInspections(new Map([[".singularity.d/runscript", ""]]))).toBeUndefined();
});
it("is in no other file", () => {
  for (const path of [
    "scif/apps/a/bin/runscript",
    "scif/apps/a/b/scif/test",
    "scif/apps/a/scif/Singularity",
    "scif/test",
  ])
    expect(isAppText(path)).toBe(false);
});
