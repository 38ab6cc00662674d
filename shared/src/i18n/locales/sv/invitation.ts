/** Words of the page that an invitation opens. */
export const invitation = {
  title: 'Välkommen till SEFOS',
  hello: 'Hej {{name}}! {{organisation}} har gett dig ett konto. Du loggar in som {{email}}.',
  password: 'Välj ett lösenord',
  hint: 'Minst {{min}} tecken. En mening är bra.',
  passwordMissing: 'Skriv ett lösenord.',
  phone: 'Mobilnummer',
  phoneHint: 'Hit skickas en kod när du loggar in.',
  phoneMissing: 'Skriv ditt mobilnummer, till exempel 070-174 06 05.',
  save: 'Spara',
  done: 'Lösenordet är sparat. Nu kan du logga in.',
  signIn: 'Logga in',
  other: 'Loggar du in med Microsoft eller e-legitimation? Då behöver du inget lösenord.',
  ended: 'Inbjudan gäller inte längre',
} as const;
