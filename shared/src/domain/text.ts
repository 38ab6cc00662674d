/** Controls but for tab and line ends, characters that turn the direction of writing, and halves of surrogate pairs. */
const UNSEEN = /[^\P{Cc}\t\n\r]|[\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu;

/** Text without characters that nobody sees and that make other text look like what it is not. */
export const cleanText = (text: string): string => text.replace(UNSEEN, '');

const LINE_ENDS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/** As cleanText, on one line: for subjects and names. */
export const cleanLine = (text: string): string => cleanText(text.replace(LINE_ENDS, ' ')).trim();
