import { column, defineEntity } from '../../platform/database/table.ts';

/** Which Entra token a session began with: for as long as the token could begin another, and as the session lives. */
export const SessionEntraTokenEntity = defineEntity({
  name: 'session_entra_token',
  properties: {
    session_id: column.id().primary(),
    token_hash: column.bytes(),
    /** From then on no verification takes the token any more. */
    expires_at: column.instant(),
    /** When the session was signed out: the token begins no other. */
    signed_out_at: column.instant().nullable(),
  },
  indexes: [
    { name: 'ix_session_entra_token_hash', properties: ['token_hash'] },
    { name: 'ix_session_entra_token_expires', properties: ['expires_at'] },
  ],
});
