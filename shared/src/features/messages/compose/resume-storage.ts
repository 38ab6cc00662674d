import type { PreviousUpload, UrlStorage } from 'tus-js-client';

const PREFIX = 'sefos.upload.';

/** A name for "this file by this person" that tells nothing of either: SHA-256 in hex. */
export async function fingerprintOf(
  file: Pick<File, 'name' | 'size' | 'lastModified'>,
  accountId: string,
): Promise<string> {
  const text = JSON.stringify([accountId, file.name, file.size, file.lastModified]);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Where unfinished uploads are, so that they can go on after a reload. Unlike tus-js-client's own storage it keeps no metadata:
 * a file's name is content and does not belong in a browser's storage.
 */
export function makeResumeStorage(storage: Storage | undefined): UrlStorage {
  const read = (key: string): PreviousUpload | undefined => {
    const text = storage?.getItem(key);
    if (!text) return undefined;
    const { uploadUrl, size, creationTime } = JSON.parse(text) as PreviousUpload;
    return { uploadUrl, size, creationTime, metadata: {}, urlStorageKey: key, parallelUploadUrls: null };
  };
  return {
    findAllUploads: async () => [],
    findUploadsByFingerprint: async (fingerprint) => {
      const found = read(PREFIX + fingerprint);
      return found ? [found] : [];
    },
    removeUpload: async (key) => storage?.removeItem(key),
    addUpload: async (fingerprint, { uploadUrl, size, creationTime }) => {
      storage?.setItem(PREFIX + fingerprint, JSON.stringify({ uploadUrl, size, creationTime }));
      return PREFIX + fingerprint;
    },
  };
}
