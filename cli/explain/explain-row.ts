/** One line of an explanation; without a name it goes on with the one before. */
export const explainRow = (name: string, text: string): string => `  ${name.padEnd(10)}${text}`;

/** What is said of inputs that another version recorded. */
export const UNKNOWN_INPUTS = explainRow('inputs', 'recorded in a form that this version does not know');
