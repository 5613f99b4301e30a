/**
 * Releases of distributions that get no updates any more, as of November 2026.
 * Source: https://endoflife.date/ (end of general support; of Debian the end of LTS).
 */

import { type DistributionName, distribution, type Stage } from "@deftools/recipe";

/** A release that is over. */
export interface EndedRelease {
  /** `ubuntu 16.04` */
  readonly title: string;
  /** The month its updates ended: `2021-04`. */
  readonly ended: string;
}

/** The release a stage starts from, if it is known to have ended. */
export const endedRelease = (stage: Stage): EndedRelease | undefined => {
  const { name, release } = distribution(stage);
  if (release === undefined) return undefined;
  for (const [family, releases, ended] of ENDED)
    if (family === name && releases.test(release)) return { title: `${name} ${release}`, ended };
  return undefined;
};

const ENDED: readonly (readonly [DistributionName, RegExp, ended: string])[] = [
  ["ubuntu", /^(?:14\.04|trusty)/, "2019-04"],
  ["ubuntu", /^(?:16\.04|xenial)/, "2021-04"],
  ["ubuntu", /^(?:18\.04|bionic)/, "2023-05"],
  ["ubuntu", /^(?:20\.04|focal)/, "2025-05"],
  ["ubuntu", /^1[0-3]\./, "2017-04"],
  ["ubuntu", /^(?:14\.10|15\.|16\.10|17\.|18\.10|19\.)/, "2020-07"],
  ["ubuntu", /^(?:20\.10|21\.)/, "2022-07"],
  ["ubuntu", /^(?:22\.10|23\.)/, "2024-07"],
  ["ubuntu", /^(?:24\.10|25\.04|plucky)/, "2026-01"],
  ["debian", /^(?:[1-7](?:\.|$)|wheezy)/, "2018-05"],
  ["debian", /^(?:8(?:\.|$)|jessie)/, "2020-06"],
  ["debian", /^(?:9(?:\.|$)|stretch)/, "2022-06"],
  ["debian", /^(?:10(?:\.|$)|buster)/, "2024-06"],
  ["debian", /^(?:11(?:\.|$)|bullseye)/, "2026-08"],
  ["centos", /^5(?:\.|$)/, "2017-03"],
  ["centos", /^6(?:\.|$)/, "2020-11"],
  ["centos", /^7(?:\.|$)/, "2024-06"],
  ["centos", /^8(?:\.|$)/, "2024-05"],
  ["rhel", /^7(?:\.|$)/, "2024-06"],
  ["oraclelinux", /^[67](?:\.|$)/, "2024-12"],
  ["amazonlinux", /^(?:1(?:\.|$)|201[4-8])/, "2023-12"],
  ["alpine", /^(?:2\.|3\.(?:\d|1[0-5])(?:\.|$))/, "2023-11"],
  ["alpine", /^3\.1[67](?:\.|$)/, "2024-11"],
  ["alpine", /^3\.1[89](?:\.|$)/, "2025-11"],
  ["alpine", /^3\.20(?:\.|$)/, "2026-04"],
  ["fedora", /^(?:[12]?\d|3\d)$/, "2024-11"],
  ["fedora", /^4[01]$/, "2025-11"],
  ["opensuse", /^(?:13\.|42\.|15\.[0-5])/, "2024-12"],
];
