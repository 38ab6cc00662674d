/** AWS Encryption SDK message format version 2, algorithm suite 0x0478: the sizes and constants (docs/envelope-format.md). */

/** Length in bytes of every key: message key, data key, content key, key-encryption key, index key. */
export const KEY_BYTES = 32;
export const TAG_BYTES = 16;
export const NONCE_BYTES = 12;
export const MESSAGE_ID_BYTES = 32;
export const COMMITMENT_BYTES = 32;
export const CIPHER = 'aes-256-gcm';

export const FORMAT_VERSION = 0x02;
export const SUITE_ID = 0x0478;
export const CONTENT_TYPE_FRAMED = 0x02;
export const FINAL_FRAME_MARKER = 0xffffffff;

/** Frame length of streams, in plaintext bytes. */
export const STREAM_FRAME_BYTES = 256 * 1024;
/** Frame length of pieces, in plaintext bytes: nearly all of them are one frame. */
export const PIECE_FRAME_BYTES = 1024 * 1024;
/** Size limit of a piece, in plaintext bytes: it is sealed and opened in memory. */
export const PIECE_BYTES = 4 * PIECE_FRAME_BYTES;

/** Sequence number and nonce before a regular frame's content. */
export const FRAME_HEAD_BYTES = 4 + NONCE_BYTES;
/** Marker, sequence number, nonce and content length before the final frame's content. */
export const FINAL_HEAD_BYTES = 4 + 4 + NONCE_BYTES + 4;

/** Provider id (key namespace) and key name in the encrypted data key; AWS's tools must be given the same. */
export const KEY_NAMESPACE = 'sefos';
export const KEY_NAME = 'message-key';
