/** Asking a file system that need not have what is asked for. */

/** What is not there, or not to be read, is nothing. */
export const orNothing = async <Value>(asked: Promise<Value>): Promise<Value | undefined> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
};
