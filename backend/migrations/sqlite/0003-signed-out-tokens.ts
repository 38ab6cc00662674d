import { Migration } from '@mikro-orm/migrations';

/** Which Entra token a session began with: signed out, it begins no other. */
export class SignedOutTokens0003 extends Migration {
  override up(): void {
    this.addSql(
      `create table session_entra_token (session_id text not null primary key, token_hash blob not null, expires_at bigint not null, signed_out_at bigint null)`,
    );
    this.addSql(`create index ix_session_entra_token_hash on session_entra_token (token_hash)`);
    this.addSql(`create index ix_session_entra_token_expires on session_entra_token (expires_at)`);
  }
}
