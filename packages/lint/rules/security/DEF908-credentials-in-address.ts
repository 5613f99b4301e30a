/** DEF908: a name and password inside an address. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly user: string }>({
  code: "DEF908",
  name: "credentials-in-address",
  severity: "error",
  summary: "An address holds a password.",
  why: `
The recipe is stored in the image, at \`/.singularity.d/Singularity\`, and everybody who has the image reads it. \`git clone\` keeps the address, password and all, in \`.git/config\` besides.`,
  sources: [
    "https://cwe.mitre.org/data/definitions/798.html",
    "https://apptainer.org/docs/user/latest/environment_and_metadata.html#container-metadata",
  ],
  message: ({ user }) =>
    `the password of "${user}" stands in this address, and the recipe is stored in the image`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    git clone https://«me:hunter2»@example.org/lab/tool.git
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    git clone https://me@example.org/lab/tool.git
    git clone https://oauth2:\${TOKEN}@example.org/lab/tool.git
    # git clone https://user:password@example.org/lab/tool.git
`,
  ],

  check(recipe, report) {
    for (const { 0: found, 1: user = "", 2: password = "", index } of recipe.file.text.matchAll(ADDRESS)) {
      if (PLACEHOLDER.test(password) || PLACEHOLDER.test(user)) continue;
      const end = index + found.length - 1;
      report({ start: end - user.length - password.length - 1, end }, { user });
    }
  },
});

const ADDRESS = /\b(?:https?|ftp|ssh):\/\/([^\s/:@"'<>]+):([^\s/@"']+)@/g;
/** What stands there for a password. */
const PLACEHOLDER =
  /[${}<>*%[\]]|^(?:pass(?:word|wd)?|user(?:name)?|token|secret|xxx+|x-access-token|anonymous|\.+)$/i;
