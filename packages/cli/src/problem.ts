// What the user must put right: wrong usage, or input that cannot be read. Ends with exit status 3.

/** Its message is one line and says what is wrong, without the program's name. */
export class Problem extends Error {}
