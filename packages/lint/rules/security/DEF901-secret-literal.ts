/** DEF901: a secret in the recipe. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly kind: string }>({
  code: "DEF901",
  name: "secret-literal",
  severity: "error",
  summary: "The recipe contains a secret.",
  why: `
The recipe is stored in the image, comments included: Apptainer 1.4.5 writes it to \`/.singularity.d/Singularity\`, where everybody who has the image reads it. A secret that has been
in a recipe is no secret any more, and must be revoked.`,
  sources: [
    "https://apptainer.org/docs/user/latest/environment_and_metadata.html#container-metadata",
    "https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns",
  ],
  message: ({ kind }) => `this looks like ${kind}, and the recipe is stored in the image`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    # export AWS_ACCESS_KEY_ID=«AKIAIOSFODNN7EXAMPLE»
    true
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    cat > /opt/key.pem <<EOF
«-----BEGIN RSA PRIVATE KEY-----»
EOF
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%runscript
    exec tool --key "$AWS_ACCESS_KEY_ID" "$@"
`,
    `
Bootstrap: docker
From: ubuntu:24.04

%post
    grep -q -e "-----BEGIN PRIVATE KEY-----" /opt/key.pem
`,
  ],

  check(recipe, report) {
    const { text } = recipe.file;
    if (!BEGINNINGS.test(text)) return;
    for (const [kind, pattern] of SECRETS)
      for (const { 0: secret, index } of text.matchAll(pattern))
        report({ start: index, end: index + secret.length }, { kind });
  },
});

/** One look at the text instead of eight; few files have any. */
const BEGINNINGS = /AKIA|ASIA|AIza|gh[pousr]_|github_pat_|glpat-|hf_|xox[abprs]-|pypi-AgE|PRIVATE KEY/;

/** What their makers gave a shape of its own, so that nothing else looks like them. */
const SECRETS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["an access key of AWS", /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ["a token of GitHub", /\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{60,})\b/g],
  ["a token of GitLab", /\bglpat-[0-9A-Za-z_-]{20}\b/g],
  ["a token of Hugging Face", /\bhf_[A-Za-z]{34}\b/g],
  ["a token of Slack", /\bxox[abprs]-[0-9A-Za-z-]{20,}\b/g],
  ["a token of PyPI", /\bpypi-AgE[0-9A-Za-z_-]{50,}/g],
  ["a key of a Google API", /\bAIza[0-9A-Za-z_-]{35}\b/g],
  ["a private key", /^[ \t]*-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?=[ \t]*\r?$)/gm],
];
