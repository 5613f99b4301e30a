/** DEF718: `pip install --user` in a build. */

import { buildSteps, defineRule, type Step } from "@deftools/lint";
import type { ShellWord } from "@deftools/shell";

export default defineRule<{ readonly command: string }>({
  code: "DEF718",
  name: "pip-user",
  severity: "warning",
  summary: "Python packages are installed with `--user`, that is into root's home.",
  why: `
In \`%post\` the user is root, so \`--user\` installs into \`/root/.local\`: closed to the users of the image, and hidden by their
own \`~/.local\`. Without the option the packages go where every user's Python looks.`,
  sources: [
    "https://pip.pypa.io/en/stable/user_guide/#user-installs",
    "https://apptainer.org/docs/user/latest/docker_and_oci.html",
  ],
  message: ({ command }) =>
    `"${command} --user" installs into /root/.local, which the users of the image cannot read`,
  fix: { title: "install for all users", safety: "unsafe" },

  bad: [
    {
      before: `
Bootstrap: docker
From: python:3.13-slim

%post
    pip3 install «--user» --no-cache-dir numpy==2.1.0
    python3 -m pip install numpy «--user»
`,
      after: `
Bootstrap: docker
From: python:3.13-slim

%post
    pip3 install --no-cache-dir numpy==2.1.0
    python3 -m pip install numpy
`,
    },
    {
      before: `
Bootstrap: docker
From: python:3.13-slim

%post
    cd /opt/tool && python setup.py install «--user»
`,
      after: `
Bootstrap: docker
From: python:3.13-slim

%post
    cd /opt/tool && python setup.py install
`,
    },
  ],
  good: [
    `
Bootstrap: docker
From: python:3.13-slim

%post
    pip install numpy==2.1.0
`,
    `
Bootstrap: docker
From: python:3.13-slim

%post
    export PYTHONUSERBASE=/opt/python
    pip install --user numpy==2.1.0
`,
  ],

  check(recipe, report) {
    const { text } = recipe.file;
    for (const stage of recipe.stages) {
      if (!stage.last) continue;
      for (const step of buildSteps(stage)) {
        const command = installerOf(step);
        if (command === undefined) continue;
        const option = step.plain.arguments.find(({ value }) => value === "--user");
        if (option === undefined || step.isSet("PYTHONUSERBASE")) continue;
        report(option.span, { command }, [{ span: withBlanksBefore(text, option), text: "" }]);
      }
    }
  },
});

/** What installs, as a reader would call it. */
const installerOf = ({ plain: { name = "", arguments: words } }: Step): string | undefined => {
  if (/^pip[\d.]*$/.test(name) && words.some(({ text }) => text === "install")) return `${name} install`;
  if (!/^python[\d.]*$/.test(name)) return undefined;
  const [first, second] = words.map(({ text }) => text);
  if (first === "-m" && second === "pip") return "pip install";
  return first === "setup.py" && second === "install" ? "setup.py install" : undefined;
};

/** The option with the blanks in front of it; an escaped line end stays, so that the line before does not lose its next. */
const withBlanksBefore = (text: string, { span }: ShellWord): ShellWord["span"] => {
  let { start } = span;
  while (text[start - 1] === " " || text[start - 1] === "\t") start--;
  return text[start - 1] === "\n" ? span : { start, end: span.end };
};
