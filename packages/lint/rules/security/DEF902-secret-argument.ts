/** DEF902: a build argument that holds a secret. */

import { defineRule } from "@deftools/lint";
import { argumentsOf } from "@deftools/recipe";

export default defineRule<{ readonly name: string }>({
  code: "DEF902",
  name: "secret-argument",
  severity: "warning",
  summary: "A build argument is meant for a secret, and its value is stored in the image.",
  why: `
Placeholders are replaced before anything else, in the recipe that is stored, too: with \`--build-arg TOKEN=s3cret\` Apptainer 1.4.5 writes \`s3cret\` into \`/.singularity.d/Singularity\`,
where everybody who has the image reads it. Bind a file into the build by \`--bind\`, or pass a variable of the environment that the recipe only names.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#templating-how-to-pass-values-into-definition-files",
    "https://apptainer.org/docs/user/latest/environment_and_metadata.html#container-metadata",
  ],
  message: ({ name }) => `the value of "${name}" is stored in the image, with the rest of the recipe`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    git clone https://oauth2:«{{ GIT_TOKEN }}»@example.org/lab/tool.git
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    git clone https://example.org/lab/{{ TOKENIZER }}.git # {{ TOKEN }}
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      const seen = new Set<string>();
      for (const { placeholder, inComment } of argumentsOf(recipe, stage).uses) {
        const name = placeholder.name.text;
        if (inComment || seen.has(name) || !SECRET.test(name)) continue;
        seen.add(name);
        report(placeholder.span, { name });
      }
    }
  },
});

const SECRET = /(?:^|_)(?:TOKEN|PASSWORD|PASSWD|PASSPHRASE|SECRET|API_?KEY|ACCESS_KEY|PRIVATE_KEY|PAT)$/i;
