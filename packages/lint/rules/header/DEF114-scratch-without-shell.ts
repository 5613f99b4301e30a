/** DEF114: scripts in an image that has no shell to run them. */

import { absolutePath, defineRule, isBelow, kindOfScript } from "@deftools/lint";
import type { Copy, Stage } from "@deftools/recipe";

export default defineRule<{ readonly section: string }>({
  code: "DEF114",
  name: "scratch-without-shell",
  severity: "error",
  summary: "A stage from `scratch` has a build script, and nothing brings a shell.",
  why: `
\`scratch\` is empty, and the engine brings no shell of its own: Apptainer 1.4.5 starts \`%post\`, and stops with "stat /bin/sh: no such file or directory". Copy one by \`%files\`,
take the \`busybox\` agent, or prepare everything in another stage.`,
  sources: ["https://apptainer.org/docs/user/latest/appendix.html#scratch-bootstrap-agent"],
  message: ({ section }) => `nothing in this image can run "%${section}"`,

  bad: [
    `
Bootstrap: scratch

%files
    tool /usr/local/bin/tool

«%post»
    chmod +x /usr/local/bin/tool
`,
  ],
  good: [
    `
Bootstrap: scratch

%files
    busybox /bin/sh

%post
    true
`,
    `
Bootstrap: scratch

%files
    rootfs/* /

%post
    true
`,
    `
Bootstrap: scratch

%setup
    tar -xf rootfs.tar -C \${APPTAINER_ROOTFS}

%post
    true
`,
  ],

  check(recipe, report) {
    for (const stage of recipe.stages) {
      if (stage.bootstrap?.agent.text !== "scratch" || stage.copies.some(mayBringShell)) continue;
      if (stage.scripts.some((script) => kindOfScript(script) === "host")) continue;
      const script = firstBuildScript(stage);
      if (!script) continue;
      const { name } = script.node;
      report({ start: name.span.start - 1, end: name.span.end }, { section: script.section });
    }
  },
});

const firstBuildScript = ({ scripts }: Stage) =>
  scripts.find((script) => kindOfScript(script) === "build" && 0 < script.tree.statements.length);

/** Whether it puts something at the shell's place, or a tree around it. */
const mayBringShell = ({ source, destination }: Copy): boolean => {
  const path = absolutePath((destination ?? source).text, "/") ?? "/";
  return (
    isBelow("/bin/sh", path) || isBelow(path, "/bin") || isBelow("/usr/bin", path) || path.includes("{{")
  );
};
