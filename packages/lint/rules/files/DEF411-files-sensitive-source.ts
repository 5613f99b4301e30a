/** DEF411: credentials in `%files`. */

import { defineRule } from "@deftools/lint";

export default defineRule<{ readonly source: string }>({
  code: "DEF411",
  name: "files-sensitive-source",
  severity: "warning",
  summary: "`%files` copies a file that usually holds credentials.",
  why: `
Everybody who has the image can read what is in it, whatever the permissions of the file say. Credentials are given to a running container, by a mount or the environment.`,
  sources: [
    "https://apptainer.org/docs/user/latest/security.html",
    "https://docs.docker.com/build/building/secrets/",
  ],
  message: ({ source }) => `"${source}" looks like credentials, which everybody who has the image can read`,

  bad: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    «.netrc» /opt/netrc
    «~/.ssh/id_rsa» /opt/key
    «deploy.key.pem» /opt/key.pem
`,
  ],
  good: [
    `
Bootstrap: docker
From: ubuntu:24.04

%files
    ~/.ssh/id_rsa.pub /opt/key.pub
    ca-bundle.pem /etc/ssl/ca-bundle.pem
    .env.example /opt/env
`,
  ],

  check(recipe, report) {
    for (const { source, from, skipped } of recipe.stages.flatMap(({ copies }) => copies))
      if (!from && !skipped && CREDENTIALS.some((each) => each.test(source.text)))
        report(source.span, { source: source.text });
  },
});

const CREDENTIALS: readonly RegExp[] = [
  /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|\.env|\.pgpass|\.git-credentials|\.pypirc|\.aws|\.gnupg|\.ssh)\/?$/,
  /(?:^|\/)\.(?:aws\/credentials|docker\/config\.json|apptainer\/docker-config\.json|kube\/config)$/,
  /(?:^|[/._-])key\.pem$|\.(?:p12|pfx)$/,
];
