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
  const kind =
    name === "centos" && /stream/i.test(stage.bootstrap?.from?.text ?? "") ? "centos-stream" : name;
  for (const [known, ended] of ENDED[kind] ?? [])
    if (known.split(" ").some((each) => isRelease(release, each)))
      return { title: `${name} ${release}`, ended };
  return undefined;
};

/** Whether a release, as written, is this one or a part of it: `7.4.1708` of `7`, `3.12.3` of `3.12`. */
const isRelease = (written: string, known: string): boolean =>
  written === known || written.startsWith(`${known}.`) || written.startsWith(`${known}-`);

/** Releases and the month their updates ended, a row per date. */
const ENDED: Readonly<
  Partial<Record<DistributionName | "centos-stream", readonly (readonly [string, string])[]>>
> = {
  ubuntu: [
    ["10.04 lucid", "2015-04"],
    ["12.04 precise", "2017-04"],
    ["12.10", "2014-05"],
    ["13.04", "2014-01"],
    ["13.10", "2014-07"],
    ["14.04 trusty", "2019-04"],
    ["14.10", "2015-07"],
    ["15.04", "2016-02"],
    ["15.10", "2016-07"],
    ["16.04 xenial", "2021-04"],
    ["16.10", "2017-07"],
    ["17.04 zesty", "2018-01"],
    ["17.10 artful", "2018-07"],
    ["18.04 bionic", "2023-05"],
    ["18.10 cosmic", "2019-07"],
    ["19.04 disco", "2020-01"],
    ["19.10 eoan", "2020-07"],
    ["20.04 focal", "2025-05"],
    ["20.10 groovy", "2021-07"],
    ["21.04 hirsute", "2022-01"],
    ["21.10 impish", "2022-07"],
    ["22.10 kinetic", "2023-07"],
    ["23.04 lunar", "2024-01"],
    ["23.10 mantic", "2024-07"],
    ["24.10 oracular", "2025-07"],
    ["25.04 plucky", "2026-01"],
    ["25.10 questing", "2026-07"],
  ],
  debian: [
    ["6 squeeze", "2016-02"],
    ["7 wheezy", "2018-05"],
    ["8 jessie", "2020-06"],
    ["9 stretch", "2022-06"],
    ["10 buster", "2024-06"],
    ["11 bullseye", "2026-08"],
  ],
  centos: [
    ["5", "2017-03"],
    ["6", "2020-11"],
    ["7", "2024-06"],
    ["8", "2021-12"],
  ],
  "centos-stream": [["8", "2024-05"]],
  rhel: [
    ["6", "2020-11"],
    ["7", "2024-06"],
  ],
  oraclelinux: [
    ["6", "2021-03"],
    ["7", "2024-12"],
  ],
  amazonlinux: [
    ["1", "2023-12"],
    ["2016.09 2017.03 2017.09 2018.03", "2023-12"],
    ["2", "2026-06"],
  ],
  alpine: [
    ["2.7 3.0 3.1 3.2", "2017-05"],
    ["3.3", "2017-11"],
    ["3.4", "2018-05"],
    ["3.5", "2018-11"],
    ["3.6", "2019-05"],
    ["3.7", "2019-11"],
    ["3.8", "2020-05"],
    ["3.9", "2020-11"],
    ["3.10", "2021-05"],
    ["3.11", "2021-11"],
    ["3.12", "2022-05"],
    ["3.13", "2022-11"],
    ["3.14", "2023-05"],
    ["3.15", "2023-11"],
    ["3.16", "2024-05"],
    ["3.17", "2024-11"],
    ["3.18", "2025-05"],
    ["3.19", "2025-11"],
    ["3.20", "2026-04"],
  ],
  fedora: [
    ["20", "2015-06"],
    ["21", "2015-12"],
    ["22", "2016-07"],
    ["23", "2016-12"],
    ["24", "2017-08"],
    ["25", "2017-12"],
    ["26", "2018-05"],
    ["27", "2018-11"],
    ["28", "2019-05"],
    ["29", "2019-11"],
    ["30", "2020-05"],
    ["31", "2020-11"],
    ["32", "2021-05"],
    ["33", "2021-11"],
    ["34", "2022-06"],
    ["35", "2022-12"],
    ["36", "2023-05"],
    ["37", "2023-12"],
    ["38", "2024-05"],
    ["39", "2024-11"],
    ["40", "2025-05"],
    ["41", "2025-12"],
    ["42", "2026-05"],
  ],
  opensuse: [
    ["13.1 13.2", "2017-01"],
    ["42.1", "2017-05"],
    ["42.2", "2018-01"],
    ["42.3", "2019-06"],
    ["15.0", "2019-12"],
    ["15.1", "2021-01"],
    ["15.2", "2021-12"],
    ["15.3", "2022-12"],
    ["15.4", "2023-12"],
    ["15.5", "2024-12"],
    ["15.6", "2026-04"],
  ],
};
