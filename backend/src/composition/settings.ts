/** One setting: its name, what it is for, what holds when it is not given. docs/operations.md is written from this table. */
interface Setting {
  readonly name: string;
  readonly meaning: string;
  readonly fallback: string;
}

/** Every environment variable that the server reads. */
export const SETTINGS: readonly Setting[] = [
  {
    name: 'SEFOS_MODE',
    meaning:
      '`demo`, `test` or `production`. /dev, the simulators and the demo accounts exist in the first two only; `demo` has a function mailbox with cases, too.',
    fallback: 'production',
  },
  { name: 'PORT', meaning: 'Port that the server listens on.', fallback: '8080' },
  {
    name: 'HOST',
    meaning: 'Address that the server listens on.',
    fallback: '127.0.0.1 in demo and test, 0.0.0.0 in production',
  },
  {
    name: 'PUBLIC_URL',
    meaning:
      'Address that people use, without a slash at the end; `https://…` in production. Passkeys belong to its host name: with another, people must add theirs anew.',
    fallback: 'http://localhost:PORT in demo and test',
  },
  { name: 'DATA_DIR', meaning: 'Folder for the embedded database, blobs and key file.', fallback: '.data' },
  {
    name: 'DATABASE_URL',
    meaning: '`sqlite:<path>` or `postgresql://user:password@host/database`.',
    fallback: 'sqlite:DATA_DIR/sefos.sqlite',
  },
  {
    name: 'BLOB_URL',
    meaning: '`disk:<folder>` or `s3://key:secret@host/bucket?region=…`.',
    fallback: 'disk:DATA_DIR/blobs',
  },
  {
    name: 'KMS_URL',
    meaning: '`file:<path>` of the master key file (mode 0600).',
    fallback: 'file:DATA_DIR/keys/master.keys',
  },
  {
    name: 'SMTP_URL',
    meaning: '`smtp://user:password@host:587` (STARTTLS) or `smtps://…`.',
    fallback: 'the captured mailbox in demo and test; required in production',
  },
  {
    name: 'MAIL_FROM',
    meaning: 'Address that notifications come from.',
    fallback: 'no-reply@sefos.example in demo and test, no-reply@ the host of PUBLIC_URL in production',
  },
  {
    name: 'OWN_MAIL_NETWORKS',
    meaning:
      'Comma-separated networks that are not public and in which organisations may have mail servers of their own, such as `10.1.0.0/16`.',
    fallback: 'none: their servers must have public addresses',
  },
  { name: 'DKIM_DOMAIN, DKIM_SELECTOR, DKIM_KEY_FILE', meaning: 'Sign mail with DKIM.', fallback: 'unsigned' },
  {
    name: 'MAIL_RETURN_DOMAIN, MAIL_RETURN_URL',
    meaning:
      'Domain that undeliverable mail is returned to, and how it is read: `smtp://0.0.0.0:2525` (listens; the relay routes the domain here) or `imaps://user:password@host/INBOX`.',
    fallback: 'the captured mailbox in demo and test; in production mail is returned to MAIL_FROM and nobody reads it',
  },
  {
    name: 'MAIL_RETURN_CERT_FILE, MAIL_RETURN_KEY_FILE',
    meaning: 'Certificate and key for STARTTLS of the listening MAIL_RETURN_URL.',
    fallback: 'mail comes in clear',
  },
  {
    name: 'SMS_URL',
    meaning:
      '`46elks://user:password@api.46elks.com?from=SEFOS`, or `http-template:<path of a JSON file>` for any other gateway.',
    fallback: 'the captured SMS in demo and test; required in production',
  },
  {
    name: 'BANKID_URL, BANKID_CERT_FILE, BANKID_KEY_FILE, BANKID_CA_FILE',
    meaning: 'BankID relying party API v6 and its client certificate.',
    fallback: 'the simulator in demo and test; BankID is off in production',
  },
  {
    name: 'OIDC_FILE',
    meaning: 'JSON file with the OpenID providers (Entra ID, Freja, SITHS …).',
    fallback: 'the simulators in demo and test; none in production',
  },
  {
    name: 'ENTRA_TENANTS',
    meaning: 'Comma-separated tenant ids whose user names (`preferred_username`) are verified addresses.',
    fallback: 'none: then Entra must say `xms_edov`',
  },
  {
    name: 'ENTRA_CLIENT_ID',
    meaning:
      'Application id of SEFOS in Entra ID; sign-in in Teams and Outlook takes tokens for it. Tenants: `scripts/sefos tenants`.',
    fallback: 'the simulator in demo and test; in production Teams and Outlook sign in through a window',
  },
  {
    name: 'ENTRA_CLIENT_SECRET',
    meaning: 'Secret of that application, for Microsoft Graph on behalf of the person, and for activities in Teams.',
    fallback: 'Graph is off',
  },
  {
    name: 'ENTRA_API_URI',
    meaning: 'Application ID URI of that application, without the scope.',
    fallback: 'api://host of PUBLIC_URL/ENTRA_CLIENT_ID',
  },
  {
    name: 'ENTRA_AUTHORITY',
    meaning: 'Origin of Entra ID, for national clouds.',
    fallback: 'https://login.microsoftonline.com',
  },
  {
    name: 'TEAMS_APP_ID',
    meaning:
      'Id of the Teams app (`scripts/package-manifests` prints it), for links into the tab and activities in Teams.',
    fallback: 'links lead to the web, no activities',
  },
  {
    name: 'OFFICE_JS_URL',
    meaning: 'Address of Office.js.',
    fallback: "Microsoft's; /dev/office.js, the stand-in, in demo and test",
  },
  {
    name: 'TRUSTED_PROXIES',
    meaning:
      'Comma-separated addresses or networks of the reverse proxies in front; required in production, where TLS ends there.',
    fallback: 'none in demo and test',
  },
  { name: 'LOG_LEVEL', meaning: '`debug`, `info`, `warn` or `error`.', fallback: 'info (warn in demo and test)' },
];
