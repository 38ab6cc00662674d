import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv04 from 'ajv-draft-04';
import { validateXML } from 'xmllint-wasm';

/** Microsoft's schemas, unchanged where SOURCE.txt does not say otherwise. */
const SCHEMAS = fileURLToPath(new URL('../../schemas', import.meta.url));

/**
 * Errors of a part of the unified package against Microsoft's JSON schema (draft-04); empty when it is valid. One pattern of the
 * schema holds `\\a` (bell), which ECMAScript does not know.
 */
export const jsonErrors = (schema: 'MicrosoftTeams' | 'MicrosoftTeams.Localization', value: unknown): string[] => {
  const text = readFileSync(resolve(SCHEMAS, 'json', `${schema}.schema.json`), 'utf8').replaceAll('\\\\a', '\\\\x07');
  const ajv = new Ajv04.default({ strict: false, allErrors: true, unicodeRegExp: false, validateFormats: false });
  const validate = ajv.compile(JSON.parse(text) as object);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

/** Errors of the XML manifest against Microsoft's XSDs; empty when it is valid. */
export const xmlErrors = async (xml: string): Promise<string[]> => {
  const folder = resolve(SCHEMAS, 'xsd');
  const file = (name: string) => ({ fileName: name, contents: readFileSync(resolve(folder, name), 'utf8') });
  const main = 'OfficeAppManifestV1_1.xsd';
  const result = await validateXML({
    xml: [{ fileName: 'manifest.xml', contents: xml }],
    schema: [file(main)],
    preload: readdirSync(folder)
      .filter((name) => name !== main)
      .map(file),
  });
  return result.valid ? [] : result.errors.map(({ message }) => message);
};
