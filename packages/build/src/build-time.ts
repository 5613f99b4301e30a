/** The one time of a build, so that the same inputs give the same bytes. */

/** The last second that SquashFS can say. */
const LAST_SECOND = 2 ** 32 - 1;

/** The time planned, else that of the base image, else 1970; in seconds, within what a SquashFS superblock holds. */
export const buildTime = (planned: number | undefined, baseCreated: number | undefined): number => {
  const time =
    planned ?? (baseCreated === undefined || Number.isNaN(baseCreated) ? 0 : Math.floor(baseCreated));
  return Math.min(Math.max(time, 0), LAST_SECOND);
};
