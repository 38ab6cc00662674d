// tsyringe, inside @peculiar/x509, refuses to load without this polyfill before it.
import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const LIFETIME_MILLISECONDS = 398 * 86_400_000;
/** Clocks of two machines may differ a little. */
const BACKDATE_MILLISECONDS = 3_600_000;

type KeyPair = Awaited<ReturnType<typeof generateKeys>>;
const generateKeys = () => crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

/** A certificate and its private key, both PEM. The key is secret. */
export interface PemIdentity {
  readonly certPem: string;
  readonly keyPem: string;
}

/** Everything that both ends of the simulated mutual TLS need; made anew at each start and kept nowhere. */
export interface BankIdCertificates {
  readonly caPem: string;
  readonly server: PemIdentity;
  readonly client: PemIdentity;
}

const keyPem = async (keys: KeyPair): Promise<string> => {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const lines = der.match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
};

const issue = async (ca: KeyPair, subject: string, usage: ExtendedKeyUsage, notBefore: Date): Promise<PemIdentity> => {
  const keys = await generateKeys();
  const certificate = await X509CertificateGenerator.create({
    subject,
    issuer: CA_NAME,
    notBefore,
    notAfter: new Date(notBefore.getTime() + LIFETIME_MILLISECONDS),
    signingKey: ca.privateKey,
    publicKey: keys.publicKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([usage]),
      new SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
    ],
  });
  return { certPem: certificate.toString('pem'), keyPem: await keyPem(keys) };
};

const CA_NAME = 'CN=SEFOS BankID simulator CA, O=SEFOS demo';

/** Makes a certificate authority and one server and one client certificate below it (ECDSA P-256, 398 days). */
export const makeBankIdCertificates = async (now: Date): Promise<BankIdCertificates> => {
  const notBefore = new Date(now.getTime() - BACKDATE_MILLISECONDS);
  const ca = await generateKeys();
  const authority = await X509CertificateGenerator.createSelfSigned({
    name: CA_NAME,
    notBefore,
    notAfter: new Date(notBefore.getTime() + LIFETIME_MILLISECONDS),
    keys: ca,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  const [server, client] = await Promise.all([
    issue(ca, 'CN=localhost, O=SEFOS BankID simulator', ExtendedKeyUsage.serverAuth, notBefore),
    issue(ca, 'CN=SEFOS relying party, O=SEFOS demo', ExtendedKeyUsage.clientAuth, notBefore),
  ]);
  return { caPem: authority.toString('pem'), server, client };
};
