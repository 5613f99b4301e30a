/** The one time of a build, so that the same inputs give the same bytes. */

/** The last second that SquashFS can say. */
const LAST_SECOND = 2 ** 32 - 1;

/** The time planned, else that of the base image, else 1970; in seconds, within what a SquashFS superblock holds. */
export const buildTime = (planned: number | undefined, imageCreated: string | undefined): number => {
  const created = Date.parse(imageCreated ?? "") / 1000;
  const time = planned ?? (Number.isNaN(created) ? 0 : Math.floor(created));
  return Math.min(Math.max(time, 0), LAST_SECOND);
};
