// What the user must put right: wrong usage, or input that cannot be read. Ends with exit status 3.

/** Its message is one line and says what is wrong, without the program's name. */
export class Problem extends Error {}

/** The problem that keeps something from being done, and nothing else from going on; undefined where there is none. */
export async function problemIn(act: () => unknown): Promise<Problem | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
