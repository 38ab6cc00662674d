/** Swedish and Finnish letters that stand behind z, and those that count as one of them. */
const AFTER_Z: Readonly<Record<string, string>> = { å: '{', ä: '|', æ: '|', ö: '}', ø: '}' };
/** As the columns are long. */
const MOST = 92;

/**
 * What a name is sorted by, as every database sorts alike: hexadecimal digits of its letters in Swedish order, without case and
 * accents. It says nothing that the name beside it does not say.
 */
export const sortName = (name: string, address: string): string => {
  const plain = (name.trim() || address)
    .normalize('NFC')
    .toLowerCase()
    .replace(/[åäæöø]/g, (letter) => AFTER_Z[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
  return Buffer.from(plain).toString('hex').slice(0, MOST);
};
