const NAME = /^[a-z0-9-]+(?:\/[a-z0-9-]+)*$/;
const MAX_LENGTH = 200;

/**
 * Checks a blob's name: lower-case letters, digits and hyphens in parts between single slashes, at most 200 characters.
 * @throws {TypeError} names are ours, so a wrong one is a defect in the caller and nothing to tell a person about
 */
export const assertBlobName = (name: string): void => {
  if (name.length > MAX_LENGTH || !NAME.test(name)) throw new TypeError('not a blob name');
};
