/** DEF110: a check of signatures that never happens. */

import { engine, keywordUse } from "@deftools/grammar";
import { defineRule, isCurrentAgent } from "@deftools/lint";

export default defineRule<{ readonly base: string }>({
  code: "DEF110",
  name: "fingerprints-ineffective",
  severity: "warning",
  summary: "`Fingerprints` is given for a base image that carries no signatures.",
  why: `
Only SIF images can be signed. For other bases \`Fingerprints\` is passed over: with a sandbox as \`localimage\`, or from \`scratch\`, Apptainer 1.4.5 builds without a word, and nothing has been
checked. Pin an OCI image by its digest.`,
  sources: [
    "https://apptainer.org/docs/user/latest/definition_files.html#sif-image-verification-fingerprints-header",
    "https://apptainer.org/docs/user/latest/appendix.html#build-modules",
  ],
  message: ({ base }) => `${base} has no signatures, and none are checked`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04
«Fingerprints»: 12045C8C0B1004D058DE4BEDA20C27EE7FF7BA84
`,
    `
Bootstrap: localimage
From: ./sandbox/
«Fingerprints»: 12045C8C0B1004D058DE4BEDA20C27EE7FF7BA84
`,
  ],
  good: [
    `
Bootstrap: localimage
From: base.sif
Fingerprints: 12045C8C0B1004D058DE4BEDA20C27EE7FF7BA84
`,
  ],

  check(recipe, report, _options, { engine: id }) {
    const target = engine(id);
    for (const { bootstrap, header } of target ? recipe.stages : []) {
      const agent = bootstrap?.agent.text;
      const key = header.get("fingerprints")?.key;
      if (!target || agent === undefined || !key || !isCurrentAgent(agent)) continue;
      const from = bootstrap?.from?.text ?? "";
      if (keywordUse(key.text, agent, target) === "ignored")
        report(key.span, { base: `a base of agent "${agent}"` });
      else if (agent === "localimage" && UNSIGNED.test(from)) report(key.span, { base: `"${from}"` });
    }
  },
});

/** Folders, and image files of before SIF. */
const UNSIGNED = /\/$|\.(?:sqfs|squashfs|simg|img|ext3)$/;
