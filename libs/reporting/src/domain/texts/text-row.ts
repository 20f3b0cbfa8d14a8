/** One text in every language that reports are written in. English is its name. */
export type TextRow = readonly [english: string, german: string, spanish: string, russian: string];
