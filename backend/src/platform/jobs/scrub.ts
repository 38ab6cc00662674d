/** SQLite keeps old pages in its log until it is written back: this job does that, so that a destroyed key is gone from disk. */
export const SCRUB_JOB = 'scrub-database-log';
