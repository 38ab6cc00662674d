interface Counted {
  readonly id: string;
  /** Absent where nothing is counted. */
  readonly downloadsLeft?: number;
}

/** What is left once a download of one file has begun, or of all (`id` null), until the server is asked again. */
export const afterDownload = <T extends Counted>(files: readonly T[], id: string | null): T[] =>
  files.map((file) =>
    file.downloadsLeft !== undefined && (id === null || file.id === id)
      ? { ...file, downloadsLeft: Math.max(0, file.downloadsLeft - 1) }
      : file,
  );

/** As the server said it by refusing. */
export const withNoneLeft = <T extends Counted>(files: readonly T[], id: string | null): T[] =>
  files.map((file) => (file.id === id ? { ...file, downloadsLeft: 0 } : file));
